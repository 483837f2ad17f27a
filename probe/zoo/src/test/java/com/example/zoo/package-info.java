/** Tests of the catalogue and of what the truth is made of. Start with {@link com.example.zoo.CatalogueTest}. */
@NullMarked
package com.example.zoo;

import org.jspecify.annotations.NullMarked;
