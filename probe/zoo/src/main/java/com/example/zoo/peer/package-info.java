/** What the mistakes wait for: slow servers, busy threads. Imports nothing of the zoo; event loops call it, threads of its own do the work. Start with {@link com.example.zoo.peer.SlowServer}. */
@NullMarked
package com.example.zoo.peer;

import org.jspecify.annotations.NullMarked;
