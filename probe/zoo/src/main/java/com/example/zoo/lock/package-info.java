/** Loops that wait for a lock which another thread holds, one mistake a class. Imports the plan and the peers; event loops call it. Start with any. */
@NullMarked
package com.example.zoo.lock;

import org.jspecify.annotations.NullMarked;
