import { expect, test } from 'vitest';
import { armsTrap } from './trap-switch.ts';

test('only the switch itself arms a trap', () => {
	expect(armsTrap({ method: 'sandbox_faults', params: { trap: true } })).toBe(true);
	expect(armsTrap({ method: 'sandbox_faults', params: { trap: false } })).toBe(false);
	expect(armsTrap({ method: 'sandbox_faults', params: { dropSends: 1 } })).toBe(false);
	expect(armsTrap({ method: 'sandbox_faults' })).toBe(false);
	expect(armsTrap({ method: 'getHealth', params: { trap: true } })).toBe(false);
	expect(armsTrap(undefined)).toBe(false);
});
