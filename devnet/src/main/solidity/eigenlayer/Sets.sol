pragma solidity 0.8.30;

/// Words without duplicates, in the order they came; the last takes the place of one removed.
library Sets {
    struct Words {
        bytes32[] words;
        mapping(bytes32 => uint256) place; // from 1
    }

    function add(Words storage set, bytes32 word) internal returns (bool) {
        if (has(set, word)) return false;
        set.words.push(word);
        set.place[word] = set.words.length;
        return true;
    }

    function remove(Words storage set, bytes32 word) internal returns (bool) {
        uint256 place = set.place[word];
        if (place == 0) return false;
        bytes32 last = set.words[set.words.length - 1];
        set.words[place - 1] = last;
        set.place[last] = place;
        set.words.pop();
        delete set.place[word];
        return true;
    }

    function has(Words storage set, bytes32 word) internal view returns (bool) {
        return set.place[word] != 0;
    }

    function size(Words storage set) internal view returns (uint256) {
        return set.words.length;
    }

    function add(Words storage set, address account) internal returns (bool) {
        return add(set, wordOf(account));
    }

    function remove(Words storage set, address account) internal returns (bool) {
        return remove(set, wordOf(account));
    }

    function has(Words storage set, address account) internal view returns (bool) {
        return has(set, wordOf(account));
    }

    function addresses(Words storage set) internal view returns (address[] memory all) {
        all = new address[](set.words.length);
        for (uint256 i = 0; i < all.length; i++) all[i] = address(uint160(uint256(set.words[i])));
    }

    function wordOf(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }
}
