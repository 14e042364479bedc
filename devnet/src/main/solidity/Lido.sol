pragma solidity 0.8.30;

import {StakeLimit} from "./StakeLimit.sol";
import {LidoWords, Queue} from "./LidoWords.sol";
import {Signatures} from "./Signatures.sol";

/// Stand-in for stETH. What the staking protocol does out of sight (validators, oracle committee,
/// roles) is a lever here, open to one account only.
contract Lido is LidoWords {
    using StakeLimit for StakeLimit.State;

    string private constant NAME = "Liquid staked Ether 2.0";
    string private constant VERSION = "2";

    /// Holds the shares of the very first deposit for ever, so that the rate is always defined.
    address private constant FIRST_HOLDER = address(0xdead);
    /// Receives the fee shares of every report.
    address private constant TREASURY = address(0xfee);
    /// Burns the shares of paid requests.
    address private constant BURNER = address(0xb04);
    /// The time of mainnet's first slot.
    uint256 private constant GENESIS = 1606824023;
    uint256 private constant FEE_DIVISOR = 10;
    uint256 private constant RATE_UNIT = 1e27;

    address private immutable lever;
    address private queue;
    bool private stopped;
    StakeLimit.State private limit;
    uint256 private pooledEther;
    uint256 private totalShares;
    mapping(address => uint256) private shares;
    mapping(address => mapping(address => uint256)) private allowances;
    mapping(address => uint256) private usedNonces;

    modifier onlyLever() {
        require(msg.sender == lever, "LEVER_ONLY");
        _;
    }

    constructor(address lever_, uint256 firstShares) payable {
        lever = lever_;
        pooledEther = msg.value;
        limit.resume();
        _mint(FIRST_HOLDER, firstShares);
    }

    // ------------------------------------------------------------------ staking

    fallback() external payable {
        require(msg.data.length == 0, "NON_EMPTY_DATA");
        _submit(address(0));
    }

    function submit(address _referral) external payable returns (uint256) {
        return _submit(_referral);
    }

    function isStakingPaused() external view returns (bool) {
        return limit.isPaused();
    }

    function isStopped() external view returns (bool) {
        return stopped;
    }

    function getCurrentStakeLimit() external view returns (uint256) {
        return limit.available();
    }

    function getStakeLimitFullInfo()
        external
        view
        returns (
            bool isStakingPaused_,
            bool isStakingLimitSet,
            uint256 currentStakeLimit,
            uint256 maxStakeLimit,
            uint256 maxStakeLimitGrowthBlocks,
            uint256 prevStakeLimit,
            uint256 prevStakeBlockNumber
        )
    {
        return (
            limit.isPaused(),
            limit.isSet(),
            limit.available(),
            limit.max,
            limit.growthBlocks,
            limit.left,
            limit.changedAt
        );
    }

    // ------------------------------------------------------------------- shares

    function getTotalPooledEther() external view returns (uint256) {
        return pooledEther;
    }

    function getTotalShares() external view returns (uint256) {
        return totalShares;
    }

    function sharesOf(address _account) external view returns (uint256) {
        return shares[_account];
    }

    function getSharesByPooledEth(uint256 _ethAmount) public view returns (uint256) {
        require(_ethAmount < type(uint128).max, "ETH_TOO_LARGE");
        return (_ethAmount * totalShares) / pooledEther;
    }

    function getPooledEthByShares(uint256 _sharesAmount) public view returns (uint256) {
        require(_sharesAmount < type(uint128).max, "SHARES_TOO_LARGE");
        return (_sharesAmount * pooledEther) / totalShares;
    }

    function transferShares(address _recipient, uint256 _sharesAmount) external returns (uint256) {
        _moveShares(msg.sender, _recipient, _sharesAmount);
        uint256 tokens = getPooledEthByShares(_sharesAmount);
        _emitMove(msg.sender, _recipient, tokens, _sharesAmount);
        return tokens;
    }

    function transferSharesFrom(
        address _sender,
        address _recipient,
        uint256 _sharesAmount
    ) external returns (uint256) {
        uint256 tokens = getPooledEthByShares(_sharesAmount);
        _spend(_sender, tokens);
        _moveShares(_sender, _recipient, _sharesAmount);
        _emitMove(_sender, _recipient, tokens, _sharesAmount);
        return tokens;
    }

    // -------------------------------------------------------------------- token

    function name() external pure returns (string memory) {
        return NAME;
    }

    function symbol() external pure returns (string memory) {
        return "stETH";
    }

    function decimals() external pure returns (uint8) {
        return 18;
    }

    function totalSupply() external view returns (uint256) {
        return pooledEther;
    }

    function balanceOf(address _account) external view returns (uint256) {
        return getPooledEthByShares(shares[_account]);
    }

    function allowance(address _owner, address _spender) external view returns (uint256) {
        return allowances[_owner][_spender];
    }

    function approve(address _spender, uint256 _amount) external returns (bool) {
        _approve(msg.sender, _spender, _amount);
        return true;
    }

    function transfer(address _recipient, uint256 _amount) external returns (bool) {
        _transfer(msg.sender, _recipient, _amount);
        return true;
    }

    function transferFrom(
        address _sender,
        address _recipient,
        uint256 _amount
    ) external returns (bool) {
        _spend(_sender, _amount);
        _transfer(_sender, _recipient, _amount);
        return true;
    }

    // ------------------------------------------------------------------- permit

    function permit(
        address _owner,
        address _spender,
        uint256 _value,
        uint256 _deadline,
        uint8 _v,
        bytes32 _r,
        bytes32 _s
    ) external {
        require(block.timestamp <= _deadline, "DEADLINE_EXPIRED");
        bytes32 digest = Signatures.permitDigest(
            DOMAIN_SEPARATOR(),
            _owner,
            _spender,
            _value,
            usedNonces[_owner]++,
            _deadline
        );
        require(Signatures.isBy(_owner, digest, _v, _r, _s), "INVALID_SIGNATURE");
        _approve(_owner, _spender, _value);
    }

    function nonces(address owner) external view returns (uint256) {
        return usedNonces[owner];
    }

    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return Signatures.domain(NAME, VERSION);
    }

    function eip712Domain()
        external
        view
        returns (
            string memory name_,
            string memory version,
            uint256 chainId,
            address verifyingContract
        )
    {
        return (NAME, VERSION, block.chainid, address(this));
    }

    // ------------------------------------------------------------------- levers

    /// Names the withdrawal queue, which was deployed after this contract. Once only.
    function lever_connect(address queue_) external onlyLever {
        require(queue == address(0), "ALREADY_CONNECTED");
        queue = queue_;
    }

    /// One oracle report: validators gained or lost clDelta; requests up to an id are paid for.
    /// The rate they are paid at is the one that would hold had nobody withdrawn.
    function lever_report(
        int256 clDelta,
        uint256 finalizeUpTo,
        uint256 timeElapsed
    ) external payable onlyLever {
        _requireRunning();
        // a report speaks of a slot of the beacon chain that is over
        uint256 reportTimestamp = block.timestamp - 2 - ((block.timestamp - 2 - GENESIS) % 12);
        uint256 preShares = totalShares;
        uint256 preEther = pooledEther;
        uint256 rewards = clDelta > 0 ? uint256(clDelta) : 0;
        Queue(queue).lever_reported(reportTimestamp);
        pooledEther = clDelta < 0 ? preEther - uint256(-clDelta) : preEther + rewards;

        uint256 rate = 0;
        if (finalizeUpTo != 0 && !Queue(queue).isPaused()) {
            rate = (pooledEther * RATE_UNIT) / (preShares + _feeShares(rewards));
            _finalize(finalizeUpTo, rate);
        }
        uint256 fee = _feeShares(rewards);
        if (fee > 0) {
            _mint(TREASURY, fee);
            _emitMove(address(0), TREASURY, getPooledEthByShares(fee), fee);
        }
        emit TokenRebased(
            reportTimestamp,
            timeElapsed,
            preShares,
            preEther,
            totalShares,
            pooledEther,
            fee
        );
        emit LeverReported(rate);
    }

    function lever_pauseStaking() external onlyLever {
        require(!limit.isPaused(), "ALREADY_PAUSED");
        _pauseStaking();
    }

    function lever_resumeStaking() external onlyLever {
        _requireRunning();
        require(limit.isPaused(), "ALREADY_RESUMED");
        _resumeStaking();
    }

    function lever_setStakingLimit(uint256 max, uint256 perBlock) external onlyLever {
        limit.set(max, perBlock);
        emit StakingLimitSet(max, perBlock);
    }

    function lever_removeStakingLimit() external onlyLever {
        limit.max = 0;
        emit StakingLimitRemoved();
    }

    function lever_stop() external onlyLever {
        _requireRunning();
        stopped = true;
        emit Stopped();
        _pauseStaking();
    }

    function lever_resume() external onlyLever {
        require(stopped, "CONTRACT_IS_ACTIVE");
        stopped = false;
        emit Resumed();
        _resumeStaking();
    }

    // ------------------------------------------------------------------ insides

    function _submit(address referral) private returns (uint256 minted) {
        require(msg.value != 0, "ZERO_DEPOSIT");
        limit.take(msg.value);
        minted = getSharesByPooledEth(msg.value);
        require(msg.sender != address(0), "MINT_TO_ZERO_ADDR");
        _mint(msg.sender, minted);
        pooledEther += msg.value;
        emit Submitted(msg.sender, msg.value, referral);
        _emitMove(address(0), msg.sender, getPooledEthByShares(minted), minted);
    }

    function _mint(address to, uint256 amount) private {
        totalShares += amount;
        shares[to] += amount;
    }

    function _transfer(address from, address to, uint256 amount) private {
        uint256 moved = getSharesByPooledEth(amount);
        _moveShares(from, to, moved);
        _emitMove(from, to, amount, moved);
    }

    function _moveShares(address from, address to, uint256 amount) private {
        require(from != address(0), "TRANSFER_FROM_ZERO_ADDR");
        require(to != address(0), "TRANSFER_TO_ZERO_ADDR");
        require(to != address(this), "TRANSFER_TO_STETH_CONTRACT");
        _requireRunning();
        require(amount <= shares[from], "BALANCE_EXCEEDED");
        shares[from] -= amount;
        shares[to] += amount;
    }

    function _emitMove(address from, address to, uint256 tokens, uint256 moved) private {
        emit Transfer(from, to, tokens);
        emit TransferShares(from, to, moved);
    }

    function _approve(address owner, address spender, uint256 amount) private {
        require(owner != address(0), "APPROVE_FROM_ZERO_ADDR");
        require(spender != address(0), "APPROVE_TO_ZERO_ADDR");
        allowances[owner][spender] = amount;
        emit Approval(owner, spender, amount);
    }

    function _spend(address owner, uint256 amount) private {
        uint256 granted = allowances[owner][msg.sender];
        if (granted == type(uint256).max) return;
        require(granted >= amount, "ALLOWANCE_EXCEEDED");
        _approve(owner, msg.sender, granted - amount);
    }

    /// A tenth of the rewards, as shares whose minting leaves the other nine tenths to all holders.
    function _feeShares(uint256 rewards) private view returns (uint256) {
        uint256 feeEther = rewards / FEE_DIVISOR;
        return (feeEther * totalShares) / (pooledEther - feeEther);
    }

    function _finalize(uint256 finalizeUpTo, uint256 rate) private {
        (uint256 locked, uint256 burnt) = Queue(queue).lever_preview(finalizeUpTo, rate);
        uint256 before = getPooledEthByShares(burnt);
        require(burnt <= shares[queue], "BALANCE_EXCEEDED");
        shares[queue] -= burnt;
        totalShares -= burnt;
        emit SharesBurnt(BURNER, before, getPooledEthByShares(burnt), burnt);
        pooledEther -= locked;
        Queue(queue).lever_finalize{value: locked}(finalizeUpTo, rate);
    }

    function _pauseStaking() private {
        limit.pause();
        emit StakingPaused();
    }

    function _resumeStaking() private {
        limit.resume();
        emit StakingResumed();
    }

    function _requireRunning() private view {
        require(!stopped, "CONTRACT_IS_STOPPED");
    }
}
