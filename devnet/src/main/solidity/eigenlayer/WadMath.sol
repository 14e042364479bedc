pragma solidity 0.8.30;

/// Products and quotients of 18-digit fractions, each rounded by itself.
library WadMath {
    uint64 internal constant WAD = 1e18;

    function mulWad(uint256 x, uint256 y) internal pure returns (uint256) {
        return mulDiv(x, y, WAD);
    }

    function divWad(uint256 x, uint256 y) internal pure returns (uint256) {
        return mulDiv(x, WAD, y);
    }

    function mulWadUp(uint256 x, uint256 y) internal pure returns (uint256) {
        return mulDivUp(x, y, WAD);
    }

    /// Ceiling of x * y / d.
    function mulDivUp(uint256 x, uint256 y, uint256 d) internal pure returns (uint256) {
        uint256 floor = mulDiv(x, y, d);
        return mulmod(x, y, d) == 0 ? floor : floor + 1;
    }

    /// Floor of x * y / d, with a product of up to 512 bits.
    function mulDiv(uint256 x, uint256 y, uint256 d) internal pure returns (uint256) {
        unchecked {
            uint256 low = x * y;
            uint256 modulo = mulmod(x, y, type(uint256).max);
            uint256 high = modulo - low - (modulo < low ? 1 : 0);
            if (high == 0) return low / d;
            require(high < d, "Math: mulDiv overflow");
            // make the product a multiple of d
            uint256 rest = mulmod(x, y, d);
            if (rest > low) high--;
            low -= rest;
            // take the powers of two out of both
            uint256 two = d & (~d + 1);
            d /= two;
            low = low / two + high * ((0 - two) / two + 1);
            // the inverse of an odd number modulo 2^256, twice as many good bits in each turn
            uint256 inverse = (3 * d) ^ 2;
            for (uint256 i = 0; i < 6; i++) inverse *= 2 - d * inverse;
            return low * inverse;
        }
    }

    /// What a slash takes of `shares` when the magnitude falls; what is left is rounded up.
    function slashed(
        uint256 shares,
        uint256 magnitudeBefore,
        uint256 magnitude
    ) internal pure returns (uint256) {
        return shares - mulDivUp(shares, magnitude, magnitudeBefore);
    }
}
