import { expect, test } from 'vitest';
import { readErrorText } from './read-error-text.ts';

test.each([
	['http://127.0.0.1:37919/: TypeError: Failed to fetch', '127.0.0.1:37919: no connection'],
	['https://rpc.example.org/v1/: TypeError: Load failed', 'rpc.example.org: no connection'],
	['https://rpc.example.org/: no answer within 8 s', 'rpc.example.org: no answer within 8 s'],
	['no RPC endpoint is configured', 'no RPC endpoint is configured']
])('of “%s” a person reads the host and the trouble', (detail, said) => {
	expect(readErrorText({ kind: 'unreachable', detail })).toBe(
		`No node answers (${said}). It is asked again by itself.`
	);
});
