package io.github.restake4j.internal.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** BouncyCastle's general multiplication is the second way to the same point. */
class SecretCombTest {
  private static final ECPoint G = Secp256k1.generator();
  private static final BigInteger TOP = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private static List<BigInteger> factors() {
    Random random = new Random(12);
    List<BigInteger> factors = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      factors.add(BigInteger.ONE.shiftLeft(i));
      factors.add(new BigInteger(256, random));
    }
    for (int i = 0; i < 20; i++) {
      factors.add(BigInteger.valueOf(i));
      factors.add(Secp256k1.N.subtract(BigInteger.valueOf(i)));
      factors.add(TOP.subtract(BigInteger.valueOf(i)));
    }
    return factors;
  }

  @Test
  void times_anyFactor_isTheProduct() {
    SecretComb comb = new SecretComb(G);
    for (BigInteger factor : factors()) {
      assertThat(comb.times(factor).equals(G.multiply(factor))).as("%s", factor).isTrue();
    }
  }

  @Test
  void sum_anyTwoFactors_isTheSumOfTheProducts() {
    ECPoint other = G.multiply(new BigInteger(255, new Random(13))).normalize();
    Comb one = new Comb(G);
    Comb two = new Comb(other);
    List<BigInteger> factors = factors();
    for (int i = 0; i < factors.size(); i++) {
      BigInteger a = factors.get(i);
      BigInteger b = factors.get(factors.size() - 1 - i);
      assertThat(one.sum(a, two, b).equals(G.multiply(a).add(other.multiply(b))))
          .as("%s, %s", a, b)
          .isTrue();
    }
  }
}
