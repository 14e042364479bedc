package io.github.restake4j.internal.rpc;

import io.github.restake4j.Chain;
import io.github.restake4j.Restake4j;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.read.Read;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.standard.contract.Multicall3Contract;
import java.util.List;

/** A program with a small heap that asks hostile nodes: one URL per argument. */
final class HeapChild {
  private static final Address SOMEBODY =
      Address.parse("0x00000000000000000000000000000000000000aa");

  private HeapChild() {}

  public static void main(String[] urls) {
    for (String url : urls) {
      System.out.println(url.substring(url.lastIndexOf('/') + 1) + " " + outcome(url));
    }
    System.out.println("heap " + Runtime.getRuntime().maxMemory() / (1024 * 1024));
  }

  private static String outcome(String url) {
    try (Restake4j client =
        Restake4j.builder()
            .rpc(url)
            .chain(Chain.of(1_337))
            .options(RpcOptions.builder().retries(0).build())
            .build()) {
      Read<?> read =
          url.endsWith("abi")
              ? client.call(SOMEBODY, Multicall3Contract.aggregate3(List.of()))
              : client.balance(SOMEBODY);
      if (url.endsWith("revert")) {
        read = client.callFrom(SOMEBODY, SOMEBODY, Multicall3Contract.aggregate3(List.of()));
      }
      return "answered " + read.now();
    } catch (Restake4jException e) {
      return e.code() + " " + ("" + e.getMessage()).length();
    } catch (Throwable e) {
      return e.getClass().getName();
    }
  }
}
