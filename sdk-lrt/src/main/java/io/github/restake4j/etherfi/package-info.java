/**
 * ether.fi: ETH becomes eETH, eETH is wrapped into weETH, and both become ETH again through a queue
 * or an instant redemption. {@link io.github.restake4j.etherfi.EtherFi} is the door.
 */
@NullMarked
package io.github.restake4j.etherfi;

import org.jspecify.annotations.NullMarked;
