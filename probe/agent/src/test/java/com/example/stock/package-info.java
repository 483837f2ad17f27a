/**
 * Services that know nothing of Holter, one for each kind of loop. Imports no class of Holter's. Each runs as a
 * process of its own, and its loops call it. Start with {@link com.example.stock.StockService}.
 */
@NullMarked
package com.example.stock;

import org.jspecify.annotations.NullMarked;
