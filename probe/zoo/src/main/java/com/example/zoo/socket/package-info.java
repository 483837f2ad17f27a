/** Loops that wait for the network, one mistake a class. Imports the plan and the peers; event loops call it. Start with any. */
@NullMarked
package com.example.zoo.socket;

import org.jspecify.annotations.NullMarked;
