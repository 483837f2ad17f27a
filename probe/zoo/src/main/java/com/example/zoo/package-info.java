/** Real services that stop their event loops in known ways, with nothing of Holter in them. Imports what is below; the main thread calls it. Start with {@link com.example.zoo.Catalogue}. */
@NullMarked
package com.example.zoo;

import org.jspecify.annotations.NullMarked;
