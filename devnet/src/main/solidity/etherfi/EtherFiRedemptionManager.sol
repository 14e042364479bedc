pragma solidity 0.8.30;

import {EtherfiBucket} from "./EtherfiBucket.sol";
import {EtherfiMath} from "./EtherfiMath.sol";
import {EtherfiPausable} from "./EtherfiPausable.sol";
import {PartBlacklister, PartEeth, PartPool, PartToken, PartWeeth, PermitInput} from "./EtherfiParts.sol";

/// Stand-in for redemption at once. It pays ether; the protocol's stETH is not here.
contract EtherFiRedemptionManager is EtherfiPausable {
    using EtherfiBucket for EtherfiBucket.Limit;

    struct RedemptionInfo {
        EtherfiBucket.Limit limit;
        uint16 exitFeeSplitToTreasuryInBps;
        uint16 exitFeeInBps;
        uint16 lowWatermarkInBpsOfTvl;
    }

    event Redeemed(
        address indexed receiver,
        uint256 redemptionAmount,
        uint256 feeAmountToTreasury,
        uint256 feeAmountToStakers,
        address token
    );

    error InsufficientBalance();
    error ExceededRedeemable();
    error InvalidOutputToken();
    error TransferFailed();

    address private constant ETHER = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE;
    address private constant TREASURY = address(0x7ea5);
    uint256 private constant BUCKET_UNIT = 1e12;
    uint256 private constant BPS = 10_000;

    mapping(address => RedemptionInfo) public tokenToRedemptionInfo;
    PartPool private immutable pool;
    PartEeth private immutable eeth;
    PartWeeth private immutable weeth;
    PartBlacklister private immutable blacklist;

    modifier checked(address receiver) {
        blacklist.nonBlacklisted(msg.sender);
        blacklist.nonBlacklisted(receiver);
        _;
    }

    constructor(
        address lever_,
        PartPool pool_,
        PartEeth eeth_,
        PartWeeth weeth_,
        PartBlacklister blacklist_
    ) EtherfiPausable(lever_) {
        pool = pool_;
        eeth = eeth_;
        weeth = weeth_;
        blacklist = blacklist_;
    }

    receive() external payable {}

    // --------------------------------------------------------------------- redeem

    function redeemEEth(
        uint256 eEthAmount,
        address receiver,
        address outputToken
    ) external whenNotPaused checked(receiver) {
        _redeemEEth(eEthAmount, receiver, outputToken);
    }

    function redeemWeEth(
        uint256 weEthAmount,
        address receiver,
        address outputToken
    ) external whenNotPaused checked(receiver) {
        _redeemWeEth(weEthAmount, receiver, outputToken);
    }

    function redeemEEthWithPermit(
        uint256 eEthAmount,
        address receiver,
        PermitInput calldata permit,
        address outputToken
    ) external whenNotPaused checked(receiver) {
        _permit(eeth, permit);
        _redeemEEth(eEthAmount, receiver, outputToken);
    }

    function redeemWeEthWithPermit(
        uint256 weEthAmount,
        address receiver,
        PermitInput calldata permit,
        address outputToken
    ) external whenNotPaused checked(receiver) {
        _permit(weeth, permit);
        _redeemWeEth(weEthAmount, receiver, outputToken);
    }

    // --------------------------------------------------------------------- limits

    function lowWatermarkInETH(address token) public view returns (uint256) {
        uint256 bps = tokenToRedemptionInfo[token].lowWatermarkInBpsOfTvl;
        return EtherfiMath.down(pool.getTotalPooledEther(), bps, BPS);
    }

    function getInstantLiquidityAmount(address token) public view returns (uint256) {
        return token == ETHER ? pool.totalValueInLp() : 0;
    }

    function totalRedeemableAmount(address token) external view returns (uint256) {
        uint256 limit = tokenToRedemptionInfo[token].limit.available() * BUCKET_UNIT;
        uint256 above = _aboveWatermark(token);
        return limit < above ? limit : above;
    }

    function canRedeem(uint256 amount, address token) public view returns (bool) {
        if (getInstantLiquidityAmount(token) < lowWatermarkInETH(token)) return false;
        if (_aboveWatermark(token) < amount) return false;
        return tokenToRedemptionInfo[token].limit.available() >= _units(amount);
    }

    /// Takes shares, not eETH.
    function previewRedeem(uint256 shares, address token) external view returns (uint256) {
        uint256 amount = pool.amountForShare(shares);
        uint256 bps = tokenToRedemptionInfo[token].exitFeeInBps;
        return amount - EtherfiMath.up(amount, bps, BPS);
    }

    // --------------------------------------------------------------------- levers

    /// Terms of a token, and a new, full bucket for it if asked for. The bucket's figures are in
    /// wei, rounded down to its unit.
    function lever_setRedemption(
        address token,
        uint16 split,
        uint16 fee,
        uint16 low,
        bool newBucket,
        uint256 capacity,
        uint256 refillRate
    ) external onlyLever {
        uint256 most = type(uint64).max * BUCKET_UNIT;
        require(split <= BPS && fee <= 500 && low <= 500, "ABOVE_MAXIMUM");
        require(capacity < most && refillRate < most, "ABOVE_MAXIMUM");
        RedemptionInfo storage info = tokenToRedemptionInfo[token];
        info.exitFeeSplitToTreasuryInBps = split;
        info.exitFeeInBps = fee;
        info.lowWatermarkInBpsOfTvl = low;
        if (!newBucket) return;
        info.limit = EtherfiBucket.full(
            uint64(capacity / BUCKET_UNIT),
            uint64(refillRate / BUCKET_UNIT)
        );
    }

    // -------------------------------------------------------------------- insides

    function _permit(PartToken token, PermitInput calldata permit) private {
        try
            token.permit(
                msg.sender,
                address(this),
                permit.value,
                permit.deadline,
                permit.v,
                permit.r,
                permit.s
            )
        {} catch {}
    }

    function _redeemEEth(uint256 amount, address receiver, address token) private {
        if (amount > eeth.balanceOf(msg.sender)) revert InsufficientBalance();
        if (!canRedeem(amount, token)) revert ExceededRedeemable();
        eeth.transferFrom(msg.sender, address(this), amount);
        _redeem(amount, receiver, token);
    }

    function _redeemWeEth(uint256 weAmount, address receiver, address token) private {
        uint256 amount = weeth.getEETHByWeETH(weAmount);
        if (weAmount > weeth.balanceOf(msg.sender)) revert InsufficientBalance();
        if (!canRedeem(amount, token)) revert ExceededRedeemable();
        weeth.transferFrom(msg.sender, address(this), weAmount);
        weeth.unwrap(weAmount);
        _redeem(amount, receiver, token);
    }

    /// Nothing up to the first burn moves the rate, so all amounts are of the rate before.
    function _redeem(uint256 amount, address receiver, address token) private {
        RedemptionInfo storage info = tokenToRedemptionInfo[token];
        uint256 share = pool.sharesForAmount(amount);
        uint256 kept = EtherfiMath.down(share, BPS - info.exitFeeInBps, BPS);
        uint256 paid = pool.amountForShare(kept);
        uint256 burnt = pool.sharesForWithdrawalAmount(paid);
        uint256 treasuryShare = EtherfiMath.down(
            share - burnt,
            info.exitFeeSplitToTreasuryInBps,
            BPS
        );
        uint256 treasuryFee = pool.amountForShare(treasuryShare);
        uint256 stakersShare = share - burnt - treasuryShare;
        uint256 stakersFee = pool.amountForShare(stakersShare);
        info.limit.take(_units(amount));
        eeth.transfer(TREASURY, treasuryFee);
        if (token != ETHER) revert InvalidOutputToken();
        pool.lever_withdraw(paid);
        pool.lever_burn(stakersShare);
        (bool sent, ) = receiver.call{value: paid, gas: 100_000}("");
        if (!sent) revert TransferFailed();
        emit Redeemed(receiver, amount, treasuryFee, stakersFee, token);
    }

    function _aboveWatermark(address token) private view returns (uint256) {
        uint256 liquid = getInstantLiquidityAmount(token);
        uint256 low = lowWatermarkInETH(token);
        return liquid < low ? 0 : liquid - low;
    }

    function _units(uint256 amount) private pure returns (uint256) {
        return (amount + BUCKET_UNIT - 1) / BUCKET_UNIT;
    }
}
