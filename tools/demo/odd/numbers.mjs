// Cells of odd tables with their truth: exact sum and the count of every sign.

/** Draws cells and counts them. point: English decimal sign; plus: `+` before what is not negative. */
export function counting_cells(draw, { point = false, plus = false } = {}) {
  const scale = 4;
  let sum = 0n;
  const status = {};
  const note = (sign) => { status[sign] = (status[sign] ?? 0) + 1; };
  const frequency = draw.pick([0, 0.02, 0.3]);

  /** The text of one number with the given decimals; the sum grows. */
  function number(decimals, may_be_negative) {
    const size = 10 ** draw.integer(1, draw.pick([2, 4, 7]));
    const lowest = may_be_negative && draw.happens(0.03) ? -size : 0;
    const mantissa = draw.happens(0.04) ? 0 : draw.integer(lowest, size);
    sum += BigInt(mantissa) * 10n ** BigInt(scale - decimals);
    const sign = mantissa < 0 ? '-' : plus && mantissa > 0 ? '+' : '';
    const digits = String(Math.abs(mantissa)).padStart(decimals + 1, '0');
    if (decimals === 0) return sign + Math.abs(mantissa);
    return `${sign}${digits.slice(0, -decimals)}${point ? '.' : ','}${digits.slice(-decimals)}`;
  }

  return {
    cell: (decimals) => {
      if (!draw.happens(frequency)) return number(decimals, true);
      const sign = draw.pick(['-', '-', '.', '...', '/', 'x', '()']);
      note(sign);
      return sign === '()' ? `(${number(decimals, false)})` : sign;
    },
    truth: () => ({ sum: decimal_text(sum, scale), status }),
  };
}

function decimal_text(mantissa, scale) {
  const digits = (mantissa < 0n ? -mantissa : mantissa).toString().padStart(scale + 1, '0');
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '');
  return `${mantissa < 0n && text !== '0' ? '-' : ''}${text}`;
}
