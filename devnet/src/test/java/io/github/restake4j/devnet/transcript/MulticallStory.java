package io.github.restake4j.devnet.transcript;

import java.util.ArrayList;
import java.util.List;

/** Calls gathered into one, some of which fail, with and without permission to. */
final class MulticallStory extends Story {
  private static final String MULTICALL = "@Multicall3";
  private static final String AGGREGATE = "aggregate3((address,bool,bytes)[])";

  MulticallStory(Stage stage, long seed) {
    super(stage, seed);
  }

  void tell() {
    String time = "0x0f28c97d"; // getCurrentBlockTimestamp()
    String balance = "0x4d2301cc" + "0".repeat(24); // getEthBalance(address)
    String someone = stage.address("@wallet").substring(2);
    call("@alice", MULTICALL, "getEthBalance(address)", "@wallet");
    call("@alice", MULTICALL, "getEthBalance(address)", ZERO);
    call("@alice", MULTICALL, "getCurrentBlockTimestamp()");
    gather();
    gather(one(MULTICALL, false, time), one(MULTICALL, false, balance + someone));
    // an account without code answers with nothing and success
    gather(one("@bob", false, time), one("@bob", true, "0x"));
    // refuses everything; unknown function; half a word
    gather(one("@stone", true, time), one(MULTICALL, true, time));
    gather(one(MULTICALL, true, "0xffffffff"), one(MULTICALL, true, balance));
    gather(one(MULTICALL, false, time), one("@stone", false, time));
    gather(one(MULTICALL, false, "0xffffffff"));
    pay("7", "@alice", MULTICALL, AGGREGATE, List.of(one("@wallet", false, "0x")));
    pay("7", "@alice", MULTICALL, "");
    for (int i = 0; i < 20; i++) {
      Object[] calls = new Object[1 + random.nextInt(5)];
      for (int j = 0; j < calls.length; j++) {
        String target = List.of(MULTICALL, "@stone", "@vault", "@carol").get(random.nextInt(4));
        calls[j] =
            one(target, random.nextInt(3) > 0, random.nextBoolean() ? time : balance + someone);
      }
      gather(calls);
    }
  }

  private void gather(Object... calls) {
    call("@alice", MULTICALL, AGGREGATE, new ArrayList<>(List.of(calls)));
  }

  private static List<Object> one(String target, boolean mayFail, String data) {
    return List.of(target, mayFail, data);
  }
}
