package io.github.restake4j.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AndroidMainThreadTest {
  private static final String ANDROID = "The Android Project";

  @Test
  void is_mainThreadOfAndroid_isRecognised() {
    ThreadGroup group = new ThreadGroup("main");

    assertThat(AndroidMainThread.is(new Thread(group, () -> {}, "main"), ANDROID)).isTrue();
    assertThat(AndroidMainThread.is(new Thread(group, () -> {}, "worker"), ANDROID)).isFalse();
  }

  @Test
  void is_mainThreadOfAnyOtherVm_isNot() {
    Thread main = new Thread(new ThreadGroup("main"), () -> {}, "main");

    assertThat(AndroidMainThread.is(main, "Eclipse Adoptium")).isFalse();
    assertThat(RpcOptions.defaults().refuseOn().test(main)).isFalse();
  }

  @Test
  void is_threadNamedMainOfAnotherGroup_isNot() {
    Thread other = new Thread(new ThreadGroup("workers"), () -> {}, "main");

    assertThat(AndroidMainThread.is(other, ANDROID)).isFalse();
  }
}
