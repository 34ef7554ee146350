import type { ReadError } from './ports.ts';

/** Why something could not be read, in a sentence without its full stop. */
export function explainRead(error: ReadError): string {
	switch (error.kind) {
		case 'unreachable':
			return `The node does not answer (${error.detail})`;
		case 'rate-limited':
			return `The node asked us to slow down. It rests ${Math.ceil(error.retryAfterMs / 1_000)} s`;
		case 'malformed':
			return `The node’s answer cannot be read (${error.detail})`;
		case 'rpc-error':
			return `The node refused the question (${error.message})`;
	}
}
