package com.acme;

import com.acme.contract.AcmeErrors;
import com.acme.contract.VaultContract;
import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.eth.Address;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import java.math.BigInteger;
import java.util.List;

/** Reads and writes the contract whose ABI lies in {@code src/main/abi/acme}. */
public final class Main {
  private Main() {}

  /** Prints what would be sent; nothing here needs a node. */
  public static void main(String[] arguments) {
    // [calls]
    AbiCall<NoOutput> deposit = VaultContract.deposit(BigInteger.valueOf(1000));
    System.out.println(deposit); // deposit(amount=1000)
    System.out.println(deposit.calldata()); // what a transaction carries
    System.out.println(VaultContract.deployData(BigInteger.TEN).size() + " bytes create a vault");
    // [end]
  }

  // [read]
  static List<VaultContract.Deposit> deposits(Restake4j ethereum, Address vault, Address owner) {
    return ethereum.call(vault, VaultContract.depositsOf(owner)).now();
  }

  // [end]

  // [write]
  static TxPlan<List<VaultContract.Deposited>> deposit(
      Restake4j ethereum, Address vault, BigInteger amount) {
    ethereum.errors().add(AcmeErrors.ALL); // a revert says TooMuch(asked=1000, cap=10)
    return ethereum.plan(
        TxSpec.<List<VaultContract.Deposited>>named("Vault.deposit")
            .argument("vault", vault)
            .argument("amount", amount)
            .call(
                from -> Read.known(new TxSpec.Call(vault, VaultContract.deposit(amount))),
                receipt -> VaultContract.Deposited.EVENT.in(receipt.logs(), vault)));
  }
  // [end]
}
