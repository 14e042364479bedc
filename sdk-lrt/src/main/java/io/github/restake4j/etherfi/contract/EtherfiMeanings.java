package io.github.restake4j.etherfi.contract;

import io.github.restake4j.abi.ErrorMeaning;
import java.util.List;

/** What the errors of ether.fi's contracts mean for the caller. */
public final class EtherfiMeanings {
  /** One per signature of {@code EtherfiErrors.ALL}; for a client's registry of errors. */
  public static final List<ErrorMeaning> ALL =
      ErrorMeaning.table(
          """
          AddressZero()|EETH|sender, receiver, owner or spender of eETH is the zero address|pass the real address
          AllowanceBelowZero()|EETH|the allowance would become negative|decrease it by less
          AlreadyInitialized()|WithdrawRequestNFT|the contract was set up already|for ether.fi only
          AlreadyMigrated()|LiquidityPool|the migration was done already|for ether.fi only
          AlreadyPaused()|EETH EtherFiRateLimiter EtherFiRedemptionManager LiquidityPool WeETH WithdrawRequestNFT|the contract is paused already|for ether.fi only
          AlreadyRegistered()|LiquidityPool|the validator spawner is registered already|for ether.fi only
          AmountTooLarge()|EtherFiRedemptionManager|the amount does not fit its type|ask for less
          BlacklistedUser(address)|Blacklister|ether.fi has blocked this address for a time|it can use the protocol again after blacklistedUntil(address); ask ether.fi
          BurnAmountExceedsBalance()|EETH|more eETH is to be burnt than the account has|read the balance again
          CannotFinalizeFutureRequests()|WithdrawRequestNFT|a request that does not exist yet cannot be finalized|for ether.fi only
          CannotInvalidateFinalizedRequest()|WithdrawRequestNFT|a finalized request cannot be invalidated|for ether.fi only
          CannotRecoverEETH()|WeETH|eETH that backs weETH cannot be taken out|not possible
          CannotUndoFinalization()|WithdrawRequestNFT|finalized requests stay finalized|for ether.fi only
          ContractIsNotOwnerOfERC721Token()|EETH WeETH|the contract does not hold that NFT|for ether.fi only
          ContractNotPausedUntil()|EETH EtherFiRedemptionManager LiquidityPool WeETH WithdrawRequestNFT|there is no pause with an end to lift|for ether.fi only
          ContractPaused()|EETH EtherFiRateLimiter EtherFiRedemptionManager LiquidityPool WeETH WithdrawRequestNFT|ether.fi has paused the contract|wait
          ContractPausedUntil(uint256)|EETH EtherFiRedemptionManager LiquidityPool WeETH WithdrawRequestNFT|ether.fi has paused the contract until the given time|wait until then
          DataNotSet()|LiquidityPool|an address that the set-up needs is zero|for ether.fi only
          EETHRateDeflation()|LiquidityPool|the call would lower eETH's rate|a fault of the protocol; report it
          EthTransferFailed()|EETH WeETH WithdrawRequestNFT|sending ETH to the receiver failed|the receiver has to accept plain ETH
          ExceededRedeemable()|EtherFiRedemptionManager|more is asked for than can be redeemed at once now|redeem less, or use the withdrawal queue
          ExceedsMaxExitFee()|EtherFiRedemptionManager|the fee is above its bound|for ether.fi only
          ExceedsMaxExitFeeSplit()|EtherFiRedemptionManager|the split is above its bound|for ether.fi only
          ExceedsMaxLowWatermark()|EtherFiRedemptionManager|the watermark is above its bound|for ether.fi only
          ExpiredDeadline()|EETH|the permit's deadline has passed|sign a new permit
          IncorrectCaller()|EETH LiquidityPool WithdrawRequestNFT|only another contract of the protocol may call this|not for you
          IncorrectRole()|LiquidityPool WithdrawRequestNFT|the caller lacks the role for this|not for you
          InsufficientBalance()|EETH EtherFiRedemptionManager WeETH|the account has less than the call takes|read the balance again
          InsufficientEscrow()|WithdrawRequestNFT|the ETH set aside for withdrawals does not cover the claim|wait, then claim again
          InsufficientLiquidity()|LiquidityPool|the pool has less ETH than the call takes|wait, or ask for less
          InvalidAmount()|EtherFiRedemptionManager LiquidityPool|the amount is zero, or outside what the contract takes|pass another amount
          InvalidArrayLengths()|LiquidityPool|two lists that belong together differ in length|pass one entry per entry of the other list
          InvalidConsumer()|EtherFiRateLimiter|the caller may not use this rate limit|not for you
          InvalidInput()|EETH WeETH|a token, receiver or amount of a recovery is zero|for ether.fi only
          InvalidLpBalance()|EtherFiRedemptionManager|the pool's balance after the call is not what it must be|a fault of the protocol; report it
          InvalidNumSharesBurnt()|EtherFiRedemptionManager|the burnt shares are not what they must be|a fault of the protocol; report it
          InvalidOutputToken()|EtherFiRedemptionManager|the token cannot be paid out|ask for ETH or stETH
          InvalidPauseUntilDuration()|EETH EtherFiRedemptionManager LiquidityPool WeETH WithdrawRequestNFT|the pause is shorter or longer than allowed|for ether.fi only
          InvalidPriceFeed()|EtherFiRedemptionManager|the price feed gave no usable price|wait, or redeem for ETH
          InvalidRecipient()|EtherFiRedemptionManager|dust is to be swept to the zero address|for ether.fi only
          InvalidShareAmount()|LiquidityPool|the amount is too small for one share|request more
          InvalidSignature()|EETH|the signature is not of the expected account over this message|sign again: check the signer, the chain and the domain
          InvalidStEthPrice()|EtherFiRedemptionManager|stETH is priced too far above ETH to be paid out|wait, or redeem for ETH
          InvalidTotalShares()|EtherFiRedemptionManager|the total of shares after the call is not what it must be|a fault of the protocol; report it
          InvalidTotalValueOutOfLp()|EtherFiRedemptionManager|the value outside the pool after the call is not what it must be|a fault of the protocol; report it
          InvalidUser()|Blacklister|the address cannot be blocked|for ether.fi only
          InvalidValidatorSize()|LiquidityPool|the validator's size is outside its bounds|for ether.fi only
          InvalidWithdrawalAmount()|LiquidityPool|the amount of a request is zero, or outside its bounds|pass at least minWithdrawAmount() and at most maxWithdrawAmount()
          LimitAlreadyExists()|EtherFiRateLimiter|the limit exists already|for ether.fi only
          LimitExceeded()|EtherFiRateLimiter|the protocol's rate limit is used up for now|wait until it refills, or ask for less
          MigrationNotComplete()|LiquidityPool|a migration of the protocol is under way|wait
          NotInitialized()|WithdrawRequestNFT|requests cannot be finalized before the contract's upgrade is set up|for ether.fi only
          NotPaused()|EETH EtherFiRateLimiter EtherFiRedemptionManager LiquidityPool WeETH WithdrawRequestNFT|the contract is not paused|for ether.fi only
          NotRegistered()|LiquidityPool|the caller is no registered validator spawner|for ether.fi only
          OnlyToken()|EtherFiRateLimiter|only the token may call this|not for you
          PauserCooldownStillActive()|EETH EtherFiRedemptionManager LiquidityPool WeETH WithdrawRequestNFT|a pauser has to wait before the next pause|for ether.fi only
          RateLimitExceeded()|EtherFiRedemptionManager|the instant redemptions of this period are used up|wait, redeem less, or use the withdrawal queue
          RebaseExceedsPositiveCap()|LiquidityPool|the reported rewards are above their bound|for ether.fi only
          Reentrancy()|EETH EtherFiRedemptionManager LiquidityPool WeETH WithdrawRequestNFT|the contract was called again from within its own call|do not call it from a receive hook
          RequestAmountGreaterThanAvailableLiquidity()|WithdrawRequestNFT|the pool has less ETH than the request to be validated again asks for|for ether.fi only
          RequestNotFinalized()|WithdrawRequestNFT|the request is still in the queue|wait until it is finalized
          RequestNotFound()|WithdrawRequestNFT|there is no such request: it was claimed, or never made|check the id
          RequestNotValid()|WithdrawRequestNFT|ether.fi has invalidated the request|ask ether.fi
          RequestValid()|WithdrawRequestNFT|the request is valid already|for ether.fi only
          SendFail()|LiquidityPool|sending ETH to the receiver failed|the receiver has to accept plain ETH
          StalePriceFeed()|EtherFiRedemptionManager|the price feed is too old|wait, or redeem for ETH
          TransferAmountExceedsAllowance()|EETH|the spender may move less than was asked for|approve more
          TransferAmountExceedsBalance()|EETH|the account has less than was to be moved|read the balance again
          TransferFailed()|EtherFiRedemptionManager|sending ETH to the receiver failed|the receiver has to accept plain ETH within 100,000 gas
          UnknownLimit()|EtherFiRateLimiter|there is no such rate limit|for ether.fi only
          UserAlreadyBlacklisted(address)|Blacklister|the address is blocked already|for ether.fi only
          WeETHUnderbacked(uint256,uint256)|WeETH|there would be more weETH than the eETH shares behind it|a fault of the protocol; report it
          ZeroAddress()|WeETH|an address that must be set is the zero address|pass the real address
          ZeroAmount()|WeETH|the amount is zero|pass an amount above zero
          """);

  private EtherfiMeanings() {}
}
