/** Tests of what the truth is made of. Start with {@link com.example.zoo.plan.MarkedSourceTest}. */
@NullMarked
package com.example.zoo.plan;

import org.jspecify.annotations.NullMarked;
