import java.math.BigInteger;
import java.util.List;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import wrapper.ERC20;
import wrapper.Lido;
import wrapper.WithdrawalQueueERC721;

/**
 * The wallet as web3j's users write it: stake, approve, request a withdrawal, read it back, through
 * the wrappers that web3j's generator makes.
 */
public final class Web3jWallet {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final String NOBODY = "0x0000000000000000000000000000000000000000";

  private Web3jWallet() {}

  /** Takes endpoint, key, and the addresses of Lido and of its queue. */
  public static void main(String[] arguments) throws Exception {
    Credentials credentials = Credentials.create(arguments[1]);
    Web3j web3j = Web3j.build(new HttpService(arguments[0]));
    RawTransactionManager sender = new RawTransactionManager(web3j, credentials, 31337, 200, 50);
    DefaultGasProvider gas = new DefaultGasProvider();
    Lido lido = Lido.load(arguments[2], web3j, sender, gas);
    ERC20 steth = ERC20.load(arguments[2], web3j, sender, gas);
    WithdrawalQueueERC721 queue = WithdrawalQueueERC721.load(arguments[3], web3j, sender, gas);

    lido.submit(NOBODY, ETHER.multiply(BigInteger.valueOf(4))).send();
    steth.approve(arguments[3], ETHER).send();
    queue.requestWithdrawals(List.of(ETHER), credentials.getAddress()).send();
    List<?> all = queue.getWithdrawalStatus(List.of(BigInteger.ONE)).send();
    WithdrawalQueueERC721.WithdrawalRequestStatus first =
        (WithdrawalQueueERC721.WithdrawalRequestStatus) all.get(0);
    System.out.println("amount=" + first.amountOfStETH);
    web3j.shutdown();
  }
}
