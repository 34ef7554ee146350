import type { Usdc } from '#lib/math/amount.ts';

/** The most units of an asset that the network lets exist. */
const I64_MAX = 2n ** 63n - 1n;

/** Room that no amount of USDC could fill is none that anybody meant: such a vault has no cap. */
export const isUncapped = (room: Usdc): boolean => room > I64_MAX / 2n;
