/**
 * A small HTTP service as an application would write it, outside the packages that count as the
 * probe's. May import Netty alone; its handler runs on the event loop. Start with {@link
 * dev.holter.shop.ShopServer}.
 */
@NullMarked
package dev.holter.shop;

import org.jspecify.annotations.NullMarked;
