import { expect, test } from 'vitest';
import { INTERNAL_ERROR, internalError, joinAnswers, mayMutate, requestId } from './json-rpc.ts';

test('an id is kept as it came, and a notification has none', () => {
	expect(requestId({ id: 3 })).toBe(3);
	expect(requestId({ id: 'a' })).toBe('a');
	expect(requestId({ id: null })).toBeNull();
	expect(requestId({ method: 'getHealth' })).toBeUndefined();
	expect(requestId(undefined)).toBeUndefined();
});

test('a failed request is answered under its id, a failed notification not at all', () => {
	expect(JSON.parse(internalError({ id: 'a' }, 'unreachable'))).toEqual({
		jsonrpc: '2.0',
		id: 'a',
		error: { code: INTERNAL_ERROR, message: 'internal error: unreachable' }
	});
	expect(internalError({ method: 'getHealth' }, 'unreachable')).toBe('');
});

test('answers are joined in order, one alone stays bare, silence stays silent', () => {
	expect(joinAnswers(['{"id":1}', '', '{"id":2}'])).toBe('[{"id":1},{"id":2}]');
	expect(joinAnswers(['', '{"id":1}'])).toBe('{"id":1}');
	expect(joinAnswers(['', ''])).toBe('');
});

test('reads are not repeated after a trap, everything that may change the network is', () => {
	expect(mayMutate('{"method":"getLedgerEntries"}')).toBe(false);
	expect(mayMutate('{"method":"sendTransaction"}')).toBe(true);
	expect(mayMutate('{"method":"simulateTransaction"}')).toBe(true);
	expect(mayMutate('{"method":"sandbox_warp"}')).toBe(true);
	expect(mayMutate('{"method":"send\\u0054ransaction"}')).toBe(true);
});
