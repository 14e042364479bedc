pragma solidity 0.8.30;

/// A product divided by a number, exact also where the product needs more than 256 bits.
library EtherfiMath {
    function down(uint256 a, uint256 b, uint256 divisor) internal pure returns (uint256) {
        (uint256 quotient, ) = _divide(a, b, divisor);
        return quotient;
    }

    function up(uint256 a, uint256 b, uint256 divisor) internal pure returns (uint256) {
        (uint256 quotient, bool exact) = _divide(a, b, divisor);
        return exact ? quotient : quotient + 1;
    }

    function _divide(
        uint256 a,
        uint256 b,
        uint256 divisor
    ) private pure returns (uint256 quotient, bool exact) {
        unchecked {
            uint256 low = a * b;
            uint256 modulo = mulmod(a, b, type(uint256).max);
            uint256 high = modulo - low - (modulo < low ? 1 : 0);
            if (high == 0) return (low / divisor, low % divisor == 0);
            require(high < divisor);
            // long division, bit by bit: rare enough to be slow
            uint256 rest = high;
            for (uint256 i = 256; i > 0; i--) {
                bool carry = rest >> 255 == 1;
                rest = (rest << 1) | ((low >> (i - 1)) & 1);
                if (carry || rest >= divisor) {
                    rest -= divisor;
                    quotient |= 1 << (i - 1);
                }
            }
            exact = rest == 0;
        }
    }
}
