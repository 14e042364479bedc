package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.shares.DepositShares;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.units.Amount;

/**
 * How much to queue from one strategy. The chain counts deposit shares; the other forms are
 * converted at the block of sending, each step rounded down, so that at most what was asked for is
 * queued, and at most what is there.
 */
public sealed interface WithdrawalAmount {
  /** Where it is. */
  Strategy strategy();

  /** Everything the staker has there. The only form that leaves no dust behind. */
  static WithdrawalAmount all(Strategy strategy) {
    return new All(strategy);
  }

  /**
   * Tokens, at the strategy's rate. A few smallest units less may be queued, and the rate moves
   * until completion.
   *
   * @throws IllegalArgumentException if the amount is zero, or of another token than the strategy's
   */
  static WithdrawalAmount tokens(Strategy strategy, Amount<Token> amount) {
    return new Tokens(strategy, amount);
  }

  /**
   * Withdrawable shares: what is paid out if no slash follows. A few smallest units less may be
   * queued.
   *
   * @throws IllegalArgumentException if the amount is zero
   */
  static WithdrawalAmount shares(Amount<WithdrawableShares> amount) {
    return new Shares(amount);
  }

  /**
   * Deposit shares, exactly, as the contract counts. After a slash they pay less than their number.
   *
   * @throws IllegalArgumentException if the amount is zero
   */
  static WithdrawalAmount depositShares(Amount<DepositShares> amount) {
    return new Deposited(amount);
  }

  /**
   * Everything.
   *
   * @param strategy where
   */
  record All(Strategy strategy) implements WithdrawalAmount {
    @Override
    public String toString() {
      return "all of " + strategy;
    }
  }

  /**
   * Tokens.
   *
   * @param strategy where
   * @param amount how many, above zero
   */
  record Tokens(Strategy strategy, Amount<Token> amount) implements WithdrawalAmount {
    /** Checks the amount. */
    public Tokens {
      checkAmount(amount.isZero());
      Deposits.checkToken("a withdrawal", strategy, amount);
    }

    @Override
    public String toString() {
      return amount + " from " + strategy;
    }
  }

  /**
   * Withdrawable shares.
   *
   * @param amount how many, above zero
   */
  record Shares(Amount<WithdrawableShares> amount) implements WithdrawalAmount {
    /** Checks the amount. */
    public Shares {
      checkAmount(amount.isZero());
    }

    @Override
    public Strategy strategy() {
      return amount.unit().strategy();
    }

    @Override
    public String toString() {
      return amount + " from " + strategy();
    }
  }

  /**
   * Deposit shares.
   *
   * @param amount how many, above zero
   */
  record Deposited(Amount<DepositShares> amount) implements WithdrawalAmount {
    /** Checks the amount. */
    public Deposited {
      checkAmount(amount.isZero());
    }

    @Override
    public Strategy strategy() {
      return amount.unit().strategy();
    }

    @Override
    public String toString() {
      return amount + " from " + strategy();
    }
  }

  private static void checkAmount(boolean zero) {
    if (zero) {
      throw new IllegalArgumentException("a withdrawal of nothing; the amount must be above zero");
    }
  }
}
