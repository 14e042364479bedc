package io.github.restake4j.lido.contract;

import io.github.restake4j.abi.ErrorMeaning;
import java.util.List;

/** What the errors of Lido's contracts mean for the caller. */
public final class LidoMeanings {
  /** One per signature of {@code LidoErrors.ALL}; for a client's registry of errors. */
  public static final List<ErrorMeaning> ALL =
      ErrorMeaning.table(
          """
          AdminZeroAddress()|WithdrawalQueueERC721|the admin is the zero address|for the deployer only
          ApprovalToOwner()|WithdrawalQueueERC721|an owner needs no approval for its own request|approve another account
          ApproveToCaller()|WithdrawalQueueERC721|an account cannot approve itself|approve another account
          ArraysLengthMismatch(uint256,uint256)|WithdrawalQueueERC721|two lists that belong together differ in length|pass one hint per request
          BatchesAreNotSorted()|WithdrawalQueueERC721|the batches must ascend|for the oracle only
          CantSendValueRecipientMayHaveReverted()|WithdrawalQueueERC721|sending ETH to the receiver failed|the receiver has to accept plain ETH; claimWithdrawalsTo pays another one
          EmptyBatches()|WithdrawalQueueERC721|no batch was given|for the oracle only
          InvalidContractVersionIncrement()|WithdrawalQueueERC721|the new version does not follow the old one|for the deployer only
          InvalidHint(uint256)|WithdrawalQueueERC721|a hint does not point at the checkpoint of its request|find the hints again
          InvalidOwnerAddress(address)|WithdrawalQueueERC721|the balance of the zero address was asked for|pass the owner
          InvalidReportTimestamp()|WithdrawalQueueERC721|the report is for a time that has not passed|for the oracle only
          InvalidRequestId(uint256)|WithdrawalQueueERC721|there is no request with this id|check the id
          InvalidRequestIdRange(uint256,uint256)|WithdrawalQueueERC721|the range of checkpoints starts at 0 or ends after the last one|search from 1 to getLastCheckpointIndex()
          InvalidState()|WithdrawalQueueERC721|the calculation of batches was finished already, or has no ETH left to give out|for the oracle only
          NonZeroContractVersionOnInit()|WithdrawalQueueERC721|the contract was set up already|for the deployer only
          NotEnoughEther()|WithdrawalQueueERC721|the queue holds less ETH than the claim|a fault of the protocol; report it
          NotOwner(address,address)|WithdrawalQueueERC721|the sender does not own the request|claim from its owner
          NotOwnerOrApproved(address)|WithdrawalQueueERC721|the sender neither owns the request nor is approved for it|call from the owner, or approve the sender
          NotOwnerOrApprovedForAll(address)|WithdrawalQueueERC721|the sender neither owns the request nor is approved for all of the owner's|call from the owner
          PauseUntilMustBeInFuture()|WithdrawalQueueERC721|a pause has to end in the future|for Lido only
          PausedExpected()|WithdrawalQueueERC721|the queue is not paused|for Lido only
          RequestAlreadyClaimed(uint256)|WithdrawalQueueERC721|the request was claimed already|nothing; its ETH was paid
          RequestAmountTooLarge(uint256)|WithdrawalQueueERC721|one request takes at most 1000 stETH|split the amount into several requests
          RequestAmountTooSmall(uint256)|WithdrawalQueueERC721|one request takes at least 100 wei of stETH|ask for more
          RequestIdsNotSorted()|WithdrawalQueueERC721|ids of requests must ascend|sort them
          RequestNotFoundOrNotFinalized(uint256)|WithdrawalQueueERC721|the request is still in the queue, or does not exist|wait until it is finalized; check the id
          ResumedExpected()|WithdrawalQueueERC721|the queue is paused|wait until Lido resumes it
          StringTooLong(string)|WithdrawalQueueERC721|the NFT's name or symbol does not fit into 31 bytes|for the deployer only
          TooMuchEtherToFinalize(uint256,uint256)|WithdrawalQueueERC721|more ETH was sent than the requests need|for the oracle only
          TransferFromIncorrectOwner(address,address)|WithdrawalQueueERC721|the request belongs to another account than the one named|read its owner again
          TransferFromZeroAddress()|WithdrawalQueueERC721|a transfer from the zero address; declared, but no code reverts with it|not seen today; pass the owner
          TransferToNonIERC721Receiver(address)|WithdrawalQueueERC721|the receiving contract does not take NFTs|transfer to another account
          TransferToThemselves()|WithdrawalQueueERC721|sender and receiver are the same|pass another receiver
          TransferToZeroAddress()|WithdrawalQueueERC721|a request cannot be sent to the zero address|pass the receiver
          UnexpectedContractVersion(uint256,uint256)|WithdrawalQueueERC721|the contract has another version than the caller expects|wait until the upgrade of the protocol is finished
          ZeroAmountOfETH()|WithdrawalQueueERC721|no ETH was sent; declared, but no code reverts with it|not seen today; for the oracle only
          ZeroMetadata()|WithdrawalQueueERC721|the NFT's name or symbol is empty|for the deployer only
          ZeroPauseDuration()|WithdrawalQueueERC721|a pause has to last|for Lido only
          ZeroRecipient()|WithdrawalQueueERC721|the receiver is the zero address|pass the receiver
          ZeroShareRate()|WithdrawalQueueERC721|the share rate is zero|for the oracle only
          ZeroTimestamp()|WithdrawalQueueERC721|a time is zero; declared, but no code reverts with it|not seen today; for the oracle only
          """);

  private LidoMeanings() {}
}
