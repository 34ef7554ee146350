import { SCALE_7 } from '#lib/math/scale.ts';

export const whole = (units: number): bigint => BigInt(units) * SCALE_7;
/** A registry lets an operator list 16 sessions and a session name 16 pools. */
export const MOST = 16;
