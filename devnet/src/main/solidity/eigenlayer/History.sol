pragma solidity 0.8.30;

/// A number at blocks: what it was at the end of any block of the past.
library History {
    struct Entry {
        uint32 at;
        uint224 value;
    }

    struct Track {
        Entry[] entries;
    }

    function set(Track storage track, uint256 value) internal {
        uint256 n = track.entries.length;
        if (n > 0 && track.entries[n - 1].at == block.number) {
            track.entries[n - 1].value = uint224(value);
        } else {
            track.entries.push(Entry(uint32(block.number), uint224(value)));
        }
    }

    function latest(Track storage track, uint256 initial) internal view returns (uint256) {
        uint256 n = track.entries.length;
        return n == 0 ? initial : track.entries[n - 1].value;
    }

    function at(
        Track storage track,
        uint32 blockNumber,
        uint256 initial
    ) internal view returns (uint256) {
        for (uint256 i = track.entries.length; i > 0; i--) {
            if (track.entries[i - 1].at <= blockNumber) return track.entries[i - 1].value;
        }
        return initial;
    }
}
