pragma solidity 0.8.30;

/// The open requests of each owner. A removed id leaves its place to the last one, so the order of
/// a list says nothing.
library OwnedIds {
    struct Lists {
        mapping(address => uint256[]) ids;
        /// Place in its owner's list, counted from 1.
        mapping(uint256 => uint256) place;
    }

    function add(Lists storage lists, address owner, uint256 id) internal {
        lists.ids[owner].push(id);
        lists.place[id] = lists.ids[owner].length;
    }

    function remove(Lists storage lists, address owner, uint256 id) internal {
        uint256[] storage ids = lists.ids[owner];
        uint256 place = lists.place[id];
        uint256 last = ids[ids.length - 1];
        ids[place - 1] = last;
        lists.place[last] = place;
        ids.pop();
        delete lists.place[id];
    }
}
