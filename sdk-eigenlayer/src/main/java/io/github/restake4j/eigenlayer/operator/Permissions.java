package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.eigenlayer.contract.EigenlayerErrors;
import io.github.restake4j.eigenlayer.contract.EigenlayerMeanings;
import io.github.restake4j.eigenlayer.contract.PermissionControllerContract;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxSpec;
import java.util.List;

/**
 * Who may act for an operator or an AVS: itself as long as it has named no admin, its admins for
 * everything, and appointees for one function of one contract each. Stakers have no such delegates.
 */
public final class Permissions {
  private final Restake4j client;
  private final Address controller;

  private Permissions(Restake4j client) {
    this.client = client;
    this.controller = client.deployment().address("eigenlayer", "PermissionController");
  }

  /**
   * The permissions as the client's deployment knows them. Asks nothing yet.
   *
   * @throws io.github.restake4j.error.ChainException NOT_DEPLOYED if the deployment has no {@code
   *     eigenlayer/PermissionController}
   */
  public static Permissions on(Restake4j client) {
    client.errors().add(EigenlayerErrors.ALL);
    client.errors().explain(EigenlayerMeanings.ALL);
    return new Permissions(client);
  }

  /**
   * Whether {@code caller} may call a function for {@code account}.
   *
   * @param account operator or AVS
   * @param caller who would send
   * @param target the contract that is called
   * @param call whose selector is meant; its arguments do not matter
   */
  public Read<Boolean> canCall(Address account, Address caller, Address target, AbiCall<?> call) {
    return client.call(
        controller,
        PermissionControllerContract.canCall(
            account, caller, target, call.calldata().slice(0, Integer.BYTES)));
  }

  /** Who may do everything for an account; the account itself if it has named nobody. */
  public Read<List<Address>> admins(Address account) {
    return client.call(controller, PermissionControllerContract.getAdmins(account));
  }

  /** Whether an account may do everything for another. */
  public Read<Boolean> isAdmin(Address account, Address admin) {
    return client.call(controller, PermissionControllerContract.isAdmin(account, admin));
  }

  /** {@link #canCall} as a condition of a plan, in words that name the admins. */
  public Read<TxSpec.Check> required(
      Address account, Address caller, Address target, AbiCall<?> call) {
    return Read.zip(
        canCall(account, caller, target, call),
        admins(account),
        (allowed, admins) ->
            new TxSpec.Check(
                RefusedException.Code.PRECONDITION,
                caller
                    + " may call "
                    + call.name()
                    + " for "
                    + account
                    + ", as one of its admins "
                    + admins
                    + " or an appointee for this function",
                allowed));
  }
}
