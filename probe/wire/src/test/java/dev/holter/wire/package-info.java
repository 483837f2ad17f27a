/** Tests of the contract on the wire: that the .proto files keep the style rules. Imports nothing of ours. Start with {@link dev.holter.wire.ContractStyleTest}. */
@NullMarked
package dev.holter.wire;

import org.jspecify.annotations.NullMarked;
