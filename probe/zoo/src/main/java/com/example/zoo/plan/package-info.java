/** What may happen in a service, and how the truth of it is written down. Imports nothing of the zoo; drivers and event loops call it. Start with {@link com.example.zoo.plan.Pathology}. */
@NullMarked
package com.example.zoo.plan;

import org.jspecify.annotations.NullMarked;
