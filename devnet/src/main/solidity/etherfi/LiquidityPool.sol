pragma solidity 0.8.30;

import {EtherfiMath} from "./EtherfiMath.sol";
import {EtherfiPausable} from "./EtherfiPausable.sol";
import {PartBlacklister, PartEeth, PartRequests, PermitInput} from "./EtherfiParts.sol";

/// Stand-in for ether.fi's pool. Ether at validators is a number here; what comes back from them,
/// gains and losses included, is a lever's doing.
contract LiquidityPool is EtherfiPausable {
    enum SourceOfFunds {
        UNDEFINED,
        EETH,
        ETHER_FAN
    }

    event Deposit(address indexed sender, uint256 amount, SourceOfFunds source, address referral);
    event Withdraw(
        address indexed sender,
        address recipient,
        uint256 amount,
        SourceOfFunds source
    );
    event Rebase(uint256 totalEthLocked, uint256 totalEEthShares);
    event EEthSharesBurnedForNonETHWithdrawal(
        uint256 amountSharesToBurn,
        uint256 withdrawalValueInETH
    );
    event MinWithdrawAmountSet(uint256 minWithdrawAmount);
    event MaxWithdrawAmountSet(uint256 maxWithdrawAmount);

    error InvalidAmount();
    error InvalidWithdrawalAmount();
    error InvalidShareAmount();

    uint128 public totalValueOutOfLp;
    uint128 public totalValueInLp;
    uint256 public minWithdrawAmount;
    uint256 public maxWithdrawAmount;
    PartEeth private eeth;
    PartRequests private requests;
    address private redemption;
    PartBlacklister private immutable blacklist;

    modifier onlyRedemption() {
        require(msg.sender == redemption, "REDEMPTION_ONLY");
        _;
    }

    constructor(
        address lever_,
        PartBlacklister blacklist_,
        uint128 outOfLp
    ) payable EtherfiPausable(lever_) {
        blacklist = blacklist_;
        totalValueInLp = uint128(msg.value);
        totalValueOutOfLp = outOfLp;
    }

    // ------------------------------------------------------------------- staking

    /// Whoever sends ether is taken for a validator that pays back.
    receive() external payable {
        totalValueOutOfLp -= uint128(msg.value);
        totalValueInLp += uint128(msg.value);
    }

    function deposit() external payable returns (uint256) {
        return deposit(address(0));
    }

    function deposit(address _referral) public payable whenNotPaused returns (uint256) {
        blacklist.nonBlacklisted(msg.sender);
        emit Deposit(msg.sender, msg.value, SourceOfFunds.EETH, _referral);
        uint256 before = getTotalPooledEther();
        totalValueInLp += uint128(msg.value);
        uint256 share = before == 0
            ? msg.value
            : EtherfiMath.down(msg.value, eeth.totalShares(), before);
        if (share == 0) revert InvalidAmount();
        eeth.lever_mint(msg.sender, share);
        return share;
    }

    // ------------------------------------------------------------------ requests

    function requestWithdraw(
        address recipient,
        uint256 amount
    ) public whenNotPaused returns (uint256) {
        blacklist.nonBlacklisted(msg.sender);
        blacklist.nonBlacklisted(recipient);
        if (amount == 0 || amount < minWithdrawAmount || amount > maxWithdrawAmount) {
            revert InvalidWithdrawalAmount();
        }
        uint256 share = sharesForAmount(amount);
        if (share == 0) revert InvalidShareAmount();
        eeth.transferFrom(msg.sender, address(requests), amount);
        uint256 id = requests.lever_request(uint96(amount), uint96(share), recipient);
        emit Withdraw(msg.sender, recipient, amount, SourceOfFunds.EETH);
        return id;
    }

    /// A permit that fails is passed over: the allowance decides.
    function requestWithdrawWithPermit(
        address _owner,
        uint256 _amount,
        PermitInput calldata _permit
    ) external returns (uint256) {
        try
            eeth.permit(
                msg.sender,
                address(this),
                _permit.value,
                _permit.deadline,
                _permit.v,
                _permit.r,
                _permit.s
            )
        {} catch {}
        return requestWithdraw(_owner, _amount);
    }

    // --------------------------------------------------------------------- rates

    function getTotalPooledEther() public view returns (uint256) {
        return totalValueOutOfLp + totalValueInLp;
    }

    function getTotalEtherClaimOf(address _user) external view returns (uint256) {
        return amountForShare(eeth.shares(_user));
    }

    function sharesForAmount(uint256 _amount) public view returns (uint256) {
        uint256 pooled = getTotalPooledEther();
        return pooled == 0 ? 0 : EtherfiMath.down(_amount, eeth.totalShares(), pooled);
    }

    function sharesForWithdrawalAmount(uint256 _amount) public view returns (uint256) {
        uint256 pooled = getTotalPooledEther();
        return pooled == 0 ? 0 : EtherfiMath.up(_amount, eeth.totalShares(), pooled);
    }

    function amountForShare(uint256 _share) public view returns (uint256) {
        uint256 shares = eeth.totalShares();
        return shares == 0 ? 0 : EtherfiMath.down(_share, getTotalPooledEther(), shares);
    }

    function amountPerShareCeil() public view returns (uint256) {
        uint256 shares = eeth.totalShares();
        return shares == 0 ? 0 : EtherfiMath.up(1 ether, getTotalPooledEther(), shares);
    }

    // ----------------------------------------------------------------- neighbours

    function eETH() external view returns (address) {
        return address(eeth);
    }

    function withdrawRequestNFT() external view returns (address) {
        return address(requests);
    }

    function etherFiRedemptionManager() external view returns (address) {
        return redemption;
    }

    /// Burns what a claimed request held. Its ether left the pool when it was finalized.
    function lever_settle(uint256 amount, uint256 share) external {
        require(msg.sender == address(requests), "REQUESTS_ONLY");
        if (amount == 0 || share == 0) revert InvalidAmount();
        totalValueOutOfLp -= uint128(amount);
        eeth.lever_burn(msg.sender, share);
    }

    /// Pays the redemption manager for its shares.
    function lever_withdraw(uint256 amount) external onlyRedemption whenNotPaused {
        uint256 share = sharesForWithdrawalAmount(amount);
        if (amount == 0 || share == 0) revert InvalidAmount();
        totalValueInLp -= uint128(amount);
        eeth.lever_burn(msg.sender, share);
        _pay(msg.sender, amount);
    }

    function lever_burn(uint256 share) external onlyRedemption {
        eeth.lever_burn(msg.sender, share);
    }

    /// Burns what the protocol's stETH paid for, paused or not.
    function lever_burnForSteth(uint256 share, uint256 amount) external onlyRedemption {
        totalValueOutOfLp -= uint128(amount);
        eeth.lever_burn(msg.sender, share);
        emit EEthSharesBurnedForNonETHWithdrawal(share, amount);
    }

    /// Ether for a request that was found valid after its time.
    function lever_lock(uint256 amount) external {
        require(msg.sender == address(requests), "REQUESTS_ONLY");
        _lock(amount);
    }

    // --------------------------------------------------------------------- levers

    /// Names the contracts deployed after this one. Once only.
    function lever_connect(
        PartEeth eeth_,
        PartRequests requests_,
        address redemption_
    ) external onlyLever {
        require(address(eeth) == address(0), "ALREADY_CONNECTED");
        eeth = eeth_;
        requests = requests_;
        redemption = redemption_;
    }

    function lever_setWithdrawLimits(uint256 min, uint256 max) external onlyLever {
        require(min <= max && max != 0, "MIN_ABOVE_MAX");
        minWithdrawAmount = min;
        maxWithdrawAmount = max;
        emit MaxWithdrawAmountSet(max);
        emit MinWithdrawAmountSet(min);
    }

    /// Gains come in reports of at most 25 bps of the pool each, a loss in one.
    function lever_rebase(int256 amount) external onlyLever {
        if (amount <= 0) {
            require(uint256(-amount) <= totalValueOutOfLp, "LOSS_ABOVE_OUT_OF_LP");
            totalValueOutOfLp -= uint128(uint256(-amount));
            emit Rebase(getTotalPooledEther(), eeth.totalShares());
            return;
        }
        uint256 left = uint256(amount);
        while (left > 0) {
            uint256 most = (getTotalPooledEther() * 25) / 10_000;
            require(most > 0, "POOL_IS_EMPTY");
            uint256 gain = left < most ? left : most;
            left -= gain;
            totalValueOutOfLp += uint128(gain);
            emit Rebase(getTotalPooledEther(), eeth.totalShares());
        }
    }

    /// Finalizes requests at the present rate. The ether sent along comes from validators, as far
    /// as the pool lacks it; the rest goes back.
    function lever_finalize(uint256 upTo) external payable onlyLever {
        uint256 amount = requests.lever_finalize(upTo, amountPerShareCeil());
        uint256 missing = amount > totalValueInLp ? amount - totalValueInLp : 0;
        _return(missing);
        _lock(amount);
    }

    /// Brings ether from validators or sends it there until so much is in the pool.
    function lever_setLiquidity(uint256 amount) external payable onlyLever {
        uint256 inside = totalValueInLp;
        if (amount >= inside) {
            _return(amount - inside);
            return;
        }
        totalValueInLp = uint128(amount);
        totalValueOutOfLp += uint128(inside - amount);
        _pay(msg.sender, inside - amount + msg.value);
    }

    // -------------------------------------------------------------------- insides

    function _return(uint256 amount) private {
        require(amount <= totalValueOutOfLp, "MORE_THAN_OUT_OF_LP");
        require(amount <= msg.value, "ETHER_MISSING");
        totalValueOutOfLp -= uint128(amount);
        totalValueInLp += uint128(amount);
        _pay(msg.sender, msg.value - amount);
    }

    function _lock(uint256 amount) private {
        require(amount <= totalValueInLp, "MORE_THAN_IN_LP");
        totalValueInLp -= uint128(amount);
        totalValueOutOfLp += uint128(amount);
        _pay(address(requests), amount);
    }

    function _pay(address to, uint256 amount) private {
        (bool paid, ) = to.call{value: amount}("");
        require(paid, "NOT_PAID");
    }
}
