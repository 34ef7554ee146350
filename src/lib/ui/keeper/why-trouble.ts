import type { Trouble } from '#lib/keeper/ports.ts';
import { countText } from '../number-text.ts';
import type { Why } from './why-outcome.ts';

/** Why a keeper cannot look at the chain, and what happens next. Nothing here asks the reader for anything but patience. */
export function whyTrouble(error: Trouble): Why {
	const tone = 'warning';
	switch (error.kind) {
		case 'unreachable':
			return {
				code: 'rpc_unreachable',
				tone,
				sentence: 'No node answers. The keeper sends nothing until one does.',
				numbers: error.detail
			};
		case 'rate-limited':
			return {
				code: 'rpc_limited',
				tone,
				sentence: 'The node asked us to slow down. It rests, the others carry on.',
				numbers: `for ${Math.ceil(error.retryAfterMs / 1_000)}\u00a0s`
			};
		case 'malformed':
			return {
				code: 'rpc_malformed',
				tone,
				sentence: 'A node answered something that is no answer. Nothing of it was used.',
				numbers: error.detail
			};
		case 'rpc-error':
			return {
				code: 'rpc_error',
				tone,
				sentence: 'The node refused the question. The keeper asks again.',
				numbers: `${error.message} (${error.code})`
			};
		case 'stale':
			return {
				code: 'rpc_stale',
				tone,
				sentence: 'The node stands still or lags. The keeper waits for a newer ledger.',
				numbers: `have ${countText(error.found)}, need > ${countText(error.seen)}`
			};
	}
}
