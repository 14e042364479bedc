package io.github.restake4j.android;

import static io.github.restake4j.android.Phone.say;
import static io.github.restake4j.lido.Steth.STETH;

import io.github.restake4j.Chain;
import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.Revert;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.eigenlayer.Deposited;
import io.github.restake4j.eigenlayer.EigenLayer;
import io.github.restake4j.eigenlayer.StakerPosition;
import io.github.restake4j.eigenlayer.Withdrawal;
import io.github.restake4j.eigenlayer.WithdrawalAmount;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.etherfi.EtherFi;
import io.github.restake4j.lido.Lido;
import io.github.restake4j.lido.LidoPosition;
import io.github.restake4j.lido.Staked;
import io.github.restake4j.lido.WithdrawalTicket;
import io.github.restake4j.lido.contract.WithdrawalQueueERC721Contract;
import io.github.restake4j.read.At;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.Keystore;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.sign.Mnemonic;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.sign.TypedData;
import io.github.restake4j.tx.Handoff;
import io.github.restake4j.tx.Simulation;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.tx.UnsignedTx;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Rate;
import io.github.restake4j.units.Wei;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Paths;
import java.util.List;

/**
 * A wallet that is killed again and again and picks up where it was: it reads, has typed data
 * signed and transactions sent by others, and follows them to their end. Each life is a process of
 * its own; all it knows of the one before lies in files.
 */
public final class Wallet {
  private final Phone phone;
  private final OtherWallet other;
  private final Restake4j ethereum;
  private final LocalKey key;
  private final Address me;
  private final Lido lido;
  private final EigenLayer eigenlayer;

  private Wallet(Phone phone, String url) throws IOException {
    this.phone = phone;
    this.other = new OtherWallet(url);
    this.ethereum = phone.connect(url);
    this.key = phone.key();
    this.me = key.address();
    this.lido = Lido.on(ethereum);
    this.eigenlayer = EigenLayer.on(ethereum);
  }

  /** Lives once: the number of the life, the endpoint, the app's folder. */
  public static void main(String[] arguments) throws IOException {
    Phone phone = new Phone(Paths.get(arguments[2]));
    int life = Integer.parseInt(arguments[0]);
    if (life == 1) {
      importKey(phone);
    }
    Wallet wallet = new Wallet(phone, arguments[1]);
    switch (life) {
      case 1 -> wallet.readAndAskForASignature();
      case 2 -> wallet.signAndHandOver();
      case 3 -> wallet.finishAndLetAnotherWalletDeposit();
      case 4 -> wallet.trackAndQueue();
      case 5 -> wallet.askAllOfItAgain();
      default -> throw new IllegalArgumentException("no life " + life);
    }
    wallet.ethereum.close();
  }

  private static void importKey(Phone phone) throws IOException {
    try (LocalKey imported = LocalKey.parse(phone.stored("import.txt"))) {
      String keystore = Keystore.write(imported, Phone.password(), Keystore.Strength.LIGHT);
      phone.store("keystore.json", keystore);
    }
    try (Mnemonic words = Mnemonic.parse(phone.stored("words.txt"));
        LocalKey derived = words.key(0)) {
      say("mnemonic.account", derived.address());
    }
  }

  /** Reads at one block, stakes with its own key, and stores what another app has to sign. */
  private void readAndAskForASignature() throws IOException {
    say("account", me);
    say("mainnet.lido", Deployments.of(Chain.MAINNET).address("lido", "Lido"));
    TxOutcome<Staked> staked = stake().send(key).await();
    say("staked.tx", staked.receipts().get(0).transactionHash());
    say("staked.shares", staked.orThrow().shares().smallest());

    At<Holdings> seen = Read.zip(lido.position(me), eigenlayer.position(me), Holdings::new).nowAt();
    Rate rate = lido.shareRate().at(seen.block()).now();
    say("block", seen.block().number());
    say("rate", rate.numerator() + "/" + rate.denominator());
    say("steth", seen.value().lido().steth());
    say("shares", seen.value().lido().shares().smallest());
    say("stakes", seen.value().eigenlayer().stakes().size());

    Handoff asked = exit().unsigned(me).now();
    phone.store("exit.json", asked.toJson());
    Phone.die();
  }

  private record Holdings(LidoPosition lido, StakerPosition eigenlayer) {}

  /** Signs what the life before stored, and dies the moment the transaction is handed over. */
  private void signAndHandOver() throws IOException {
    Handoff.Sign asked = (Handoff.Sign) Handoff.parse(phone.stored("exit.json"));
    TypedData permit = TypedData.parse(asked.typedDataJson());
    say("permit.type", permit.primaryType());
    Bytes signature = key.signTypedData(permit).toBytes();
    TxPlan<List<WithdrawalTicket>> permitted = exit().signed(asked, signature);
    Handoff.Send todo = (Handoff.Send) permitted.unsigned(me).now();
    UnsignedTx unsigned = todo.transactions().get(0);
    Bytes signed =
        key.signTransaction(
            new TxRequest(
                unsigned.chainId(),
                other.nonce(me),
                Wei.ofGwei("1"),
                Wei.ofGwei("30"),
                500_000,
                unsigned.to(),
                unsigned.value(),
                unsigned.data()));
    say("exit.tx", permitted.submit(List.of(signed)).hashes().get(0));
    Phone.die();
  }

  /** Ends what is under way; then another wallet sends two transactions, and the app dies. */
  private void finishAndLetAnotherWalletDeposit() throws IOException {
    for (TxHandle<Receipt> open : ethereum.engine().open()) {
      say("open", open.key());
    }
    TxOutcome<List<WithdrawalTicket>> left = exit().send(key).await();
    WithdrawalTicket ticket = left.orThrow().get(0);
    say("exit.mined", left.receipts().get(0).transactionHash());
    say("ticket.id", ticket.requestId());
    say("ticket.amount", ticket.amount().smallest());
    say("ticket.shares", ticket.shares().smallest());

    Handoff.Send todo = (Handoff.Send) deposit().unsigned(me).now();
    phone.store("deposit.json", todo.toJson());
    for (UnsignedTx each : todo.transactions()) {
      say("sent", other.send(each));
    }
    Phone.die();
  }

  /** Hears from the journal that the deposit was sent, follows it, and queues a withdrawal. */
  private void trackAndQueue() {
    Handoff.Sent sent = (Handoff.Sent) deposit().unsigned(me).now();
    TxOutcome<Deposited> tracked = deposit().track(me, sent.hashes()).await();
    List<Receipt> receipts = tracked.receipts();
    say("deposit.tx", receipts.get(receipts.size() - 1).transactionHash());
    say("deposit.shares", tracked.orThrow().shares().smallest());

    TxOutcome<Withdrawal> queued = queue().send(key).await();
    say("queue.tx", queued.receipts().get(0).transactionHash());
    say("queue.root", queued.orThrow().root());
    say(
        "queue.again",
        eigenlayer.withdrawals().getQueuedWithdrawals(me).now().get(0).withdrawal().root());

    EtherFi etherfi = EtherFi.on(ethereum);
    say("eeth.shares", etherfi.deposit(Wei.ofEther("1")).send(key).await().orThrow().shares());
    say("eeth", etherfi.position(me).now().eeth());
    explainRefusals();
  }

  /** A contract's error and the SDK's own, by name and with what they mean. */
  private void explainRefusals() {
    TxPlan<Receipt> tooSmall =
        ethereum.plan(
            TxSpec.<Receipt>named("Wallet.requestOneWei")
                .call(
                    situation ->
                        Read.known(
                            new TxSpec.Call(
                                ethereum.deployment().address("lido", "WithdrawalQueueERC721"),
                                WithdrawalQueueERC721Contract.requestWithdrawals(
                                    List.of(BigInteger.ONE), me))),
                    receipt -> receipt));
    if (tooSmall.simulate(me).now() instanceof Simulation.Reverts<Receipt> reverts
        && reverts.cause() instanceof Revert.Custom cause) {
      say("revert", cause.error() + cause.arguments());
      say("revert.raw", cause.raw());
      say("revert.means", ethereum.errors().meaning(cause).means());
    }
    try {
      tooSmall.send(key);
    } catch (RevertException e) {
      say("revert.code", e.code());
      say("revert.text", e.revert().text());
    }
    try {
      lido.stake(Wei.ofEther("1000000")).send(key);
    } catch (RefusedException e) {
      say("refused", e.code());
    }
  }

  /** Under their keys nothing happens twice, whatever the app was compiled to meanwhile. */
  private void askAllOfItAgain() {
    ethereum.engine().open();
    say("staked.tx", last(stake().send(key).await().receipts()));
    say("exit.mined", last(exit().send(key).await().receipts()));
    say("queue.tx", last(queue().send(key).await().receipts()));
  }

  private static Hash32 last(List<Receipt> receipts) {
    return receipts.get(receipts.size() - 1).transactionHash();
  }

  private TxPlan<Staked> stake() {
    return lido.stake(Wei.ofEther("10")).with(keyed("stake-1"));
  }

  private TxPlan<List<WithdrawalTicket>> exit() {
    return lido.withdrawals()
        .requestWithdrawals(List.of(Amount.parse("3", STETH)), me)
        .with(keyed("exit-1"));
  }

  private TxPlan<Deposited> deposit() {
    Strategy steth = eigenlayer.strategies().of("stETH").now();
    return eigenlayer
        .deposits()
        .depositIntoStrategy(steth, Amount.parse("2", steth.token()))
        .with(keyed("deposit-1"));
  }

  private TxPlan<Withdrawal> queue() {
    Strategy steth = eigenlayer.strategies().of("stETH").now();
    return eigenlayer
        .withdrawals()
        .queueWithdrawal(List.of(WithdrawalAmount.tokens(steth, Amount.parse("1", steth.token()))))
        .with(keyed("queue-1"));
  }

  private static TxOptions keyed(String order) {
    return TxOptions.builder().key(order).build();
  }
}
