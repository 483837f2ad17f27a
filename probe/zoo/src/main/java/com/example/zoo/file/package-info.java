/** Loops that wait for a file, a pipe or standard output, one mistake a class. Imports the plan and the peers; event loops call it. Start with any. */
@NullMarked
package com.example.zoo.file;

import org.jspecify.annotations.NullMarked;
