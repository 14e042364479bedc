pragma solidity 0.8.30;

import {Permissions} from "./EigenTypes.sol";
import {Sets} from "./Sets.sol";

/// Stand-in for the permission controller: who may act for an account.
contract PermissionController is Permissions {
    using Sets for Sets.Words;

    error AdminAlreadyPending();
    error AdminAlreadySet();
    error AdminNotPending();
    error AdminNotSet();
    error AppointeeAlreadySet();
    error AppointeeNotSet();
    error CannotHaveZeroAdmins();
    error NotAdmin();

    event PendingAdminAdded(address indexed account, address admin);
    event PendingAdminRemoved(address indexed account, address admin);
    event AdminSet(address indexed account, address admin);
    event AdminRemoved(address indexed account, address admin);
    event AppointeeSet(
        address indexed account,
        address indexed appointee,
        address target,
        bytes4 selector
    );
    event AppointeeRemoved(
        address indexed account,
        address indexed appointee,
        address target,
        bytes4 selector
    );

    struct Household {
        Sets.Words admins;
        Sets.Words pending;
        mapping(address => Sets.Words) rightsOf;
        mapping(bytes32 => Sets.Words) holdersOf;
    }

    mapping(address => Household) private households;

    modifier onlyAdmin(address account) {
        require(isAdmin(account, msg.sender), NotAdmin());
        _;
    }

    function addPendingAdmin(address account, address admin) external onlyAdmin(account) {
        require(!households[account].admins.has(admin), AdminAlreadySet());
        require(households[account].pending.add(admin), AdminAlreadyPending());
        emit PendingAdminAdded(account, admin);
    }

    function removePendingAdmin(address account, address admin) external onlyAdmin(account) {
        require(households[account].pending.remove(admin), AdminNotPending());
        emit PendingAdminRemoved(account, admin);
    }

    function acceptAdmin(address account) external {
        require(households[account].pending.remove(msg.sender), AdminNotPending());
        households[account].admins.add(msg.sender);
        emit AdminSet(account, msg.sender);
    }

    function removeAdmin(address account, address admin) external onlyAdmin(account) {
        require(households[account].admins.size() > 1, CannotHaveZeroAdmins());
        require(households[account].admins.remove(admin), AdminNotSet());
        emit AdminRemoved(account, admin);
    }

    function setAppointee(
        address account,
        address appointee,
        address target,
        bytes4 selector
    ) external onlyAdmin(account) {
        bytes32 right = rightTo(target, selector);
        require(households[account].rightsOf[appointee].add(right), AppointeeAlreadySet());
        households[account].holdersOf[right].add(appointee);
        emit AppointeeSet(account, appointee, target, selector);
    }

    function removeAppointee(
        address account,
        address appointee,
        address target,
        bytes4 selector
    ) external onlyAdmin(account) {
        bytes32 right = rightTo(target, selector);
        require(households[account].rightsOf[appointee].remove(right), AppointeeNotSet());
        households[account].holdersOf[right].remove(appointee);
        emit AppointeeRemoved(account, appointee, target, selector);
    }

    /// An account without admins is its own.
    function isAdmin(address account, address caller) public view returns (bool) {
        Sets.Words storage admins = households[account].admins;
        return admins.size() == 0 ? account == caller : admins.has(caller);
    }

    function isPendingAdmin(address account, address pendingAdmin) external view returns (bool) {
        return households[account].pending.has(pendingAdmin);
    }

    function getAdmins(address account) external view returns (address[] memory admins) {
        admins = households[account].admins.addresses();
        if (admins.length == 0) {
            admins = new address[](1);
            admins[0] = account;
        }
    }

    function getPendingAdmins(address account) external view returns (address[] memory) {
        return households[account].pending.addresses();
    }

    function canCall(
        address account,
        address caller,
        address target,
        bytes4 selector
    ) external view returns (bool) {
        return
            isAdmin(account, caller) ||
            households[account].rightsOf[caller].has(rightTo(target, selector));
    }

    function getAppointeePermissions(
        address account,
        address appointee
    ) external view returns (address[] memory targets, bytes4[] memory selectors) {
        bytes32[] memory rights = households[account].rightsOf[appointee].words;
        targets = new address[](rights.length);
        selectors = new bytes4[](rights.length);
        for (uint256 i = 0; i < rights.length; i++) {
            targets[i] = address(uint160(uint256(rights[i]) >> 32));
            selectors[i] = bytes4(uint32(uint256(rights[i])));
        }
    }

    function getAppointees(
        address account,
        address target,
        bytes4 selector
    ) external view returns (address[] memory) {
        return households[account].holdersOf[rightTo(target, selector)].addresses();
    }

    function rightTo(address target, bytes4 selector) private pure returns (bytes32) {
        return bytes32((uint256(uint160(target)) << 32) | uint32(selector));
    }
}
