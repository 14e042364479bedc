pragma solidity 0.8.30;

import {EtherfiBucket} from "./EtherfiBucket.sol";
import {EtherfiMath} from "./EtherfiMath.sol";
import {EtherfiPausable} from "./EtherfiPausable.sol";
import {PartBlacklister, PartEeth, PartPool, PartRestaker} from "./EtherfiParts.sol";
import {PartToken, PartWeeth, PermitInput} from "./EtherfiParts.sol";

/// Stand-in for redemption at once, for the pool's ether or the protocol's stETH.
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
    error InvalidAmount();
    error InvalidPriceFeed();
    error StalePriceFeed();
    error InvalidStEthPrice();

    address private constant ETHER = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE;
    address private constant TREASURY = address(0x7ea5);
    uint256 private constant BUCKET_UNIT = 1e12;
    uint256 private constant BPS = 10_000;
    uint256 private constant OLDEST_PRICE = 25 hours;
    int256 private constant HIGHEST_PRICE = 1.01 ether;

    mapping(address => RedemptionInfo) public tokenToRedemptionInfo;
    /// What a price feed says of one stETH, and for how long it has said so.
    int256 private stethPrice = 0.9995 ether;
    uint256 private stethPriceAge;
    PartPool private immutable pool;
    PartEeth private immutable eeth;
    PartWeeth private immutable weeth;
    PartBlacklister private immutable blacklist;
    PartToken private immutable steth;
    PartRestaker private immutable restaker;

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
        PartBlacklister blacklist_,
        PartToken steth_,
        PartRestaker restaker_
    ) EtherfiPausable(lever_) {
        pool = pool_;
        eeth = eeth_;
        weeth = weeth_;
        blacklist = blacklist_;
        steth = steth_;
        restaker = restaker_;
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

    function lido() external view returns (address) {
        return address(steth);
    }

    function lowWatermarkInETH(address token) public view returns (uint256) {
        uint256 bps = tokenToRedemptionInfo[token].lowWatermarkInBpsOfTvl;
        return EtherfiMath.down(pool.getTotalPooledEther(), bps, BPS);
    }

    function getInstantLiquidityAmount(address token) public view returns (uint256) {
        if (token == ETHER) return pool.totalValueInLp();
        return token == address(steth) ? steth.balanceOf(address(restaker)) : 0;
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

    function lever_setStEthPrice(int256 answer, uint256 age) external onlyLever {
        stethPrice = answer;
        stethPriceAge = age;
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
        if (token == ETHER) _payEther(receiver, paid, stakersShare);
        else if (token == address(steth)) _paySteth(receiver, paid, burnt, stakersShare);
        else revert InvalidOutputToken();
        emit Redeemed(receiver, amount, treasuryFee, stakersFee, token);
    }

    function _payEther(address receiver, uint256 paid, uint256 stakersShare) private {
        pool.lever_withdraw(paid);
        pool.lever_burn(stakersShare);
        (bool sent, ) = receiver.call{value: paid, gas: 100_000}("");
        if (!sent) revert TransferFailed();
    }

    /// One stETH for one eETH, as long as the market does not value it above.
    function _paySteth(
        address receiver,
        uint256 paid,
        uint256 burnt,
        uint256 stakersShare
    ) private {
        if (stethPrice <= 0) revert InvalidPriceFeed();
        if (stethPriceAge > OLDEST_PRICE) revert StalePriceFeed();
        if (stethPrice > HIGHEST_PRICE) revert InvalidStEthPrice();
        if (paid == 0 || burnt == 0) revert InvalidAmount();
        pool.lever_burnForSteth(burnt, paid);
        pool.lever_burn(stakersShare);
        restaker.lever_transfer(receiver, paid);
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
