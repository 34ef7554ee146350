import type { ReadError } from './ports.ts';

/** Which node, by its host, and what is wrong with it: of a failed connection browsers say no more than an error of their own. */
const plain = (detail: string): string =>
	detail
		.replace(/https?:\/\/([^\s/]+)\S*: /g, '$1: ')
		.replace(/TypeError: [^:)]+/g, 'no connection');

/** Why the chain could not be read, in a sentence, with what happens next. */
export function readErrorText(error: ReadError): string {
	switch (error.kind) {
		case 'unreachable':
			return `No node answers (${plain(error.detail)}). It is asked again by itself.`;
		case 'rate-limited': {
			const seconds = Math.max(1, Math.ceil(error.retryAfterMs / 1_000));
			return `The node asked us to slow down. It rests ${seconds} s, then it is asked again.`;
		}
		case 'malformed':
			return `The node’s answer could not be read (${plain(error.detail)}). Another node may do better: Settings.`;
		case 'rpc-error':
			return `The node refused the question: ${error.message} (${error.code}).`;
	}
}
