import type { Crashed, KeyError, StartError, SweepError } from '#worker/protocol.ts';

/** Everything that a keeper's page can be told instead of success. */
export type KeeperError =
	| StartError
	| SweepError
	| KeyError
	| Crashed
	| { readonly kind: 'nobody' }
	| { readonly kind: 'refused-here'; readonly detail: string }
	| { readonly kind: 'not-loaded'; readonly detail: string };

/** What happened and what to do next. `undefined`: it is no failure, and the page shows it otherwise. */
export function keeperErrorText(error: KeeperError): string | undefined {
	switch (error.kind) {
		case 'follower':
			return 'Another tab of this browser leads. Go on there, or close it.';
		case 'storage':
			return `This browser does not store the key (${error.detail}). Leave private browsing, or free some space, then try again.`;
		case 'no-ed25519':
			return 'This browser cannot make Ed25519 keys. Use Chrome 137, Firefox 129 or Safari 17, or newer.';
		case 'no-key':
			return 'No key of this operator is in this browser. Approve one first.';
		case 'chain':
			return `The vault or the key could not be read (${error.detail}). Nothing was started; try again in a moment.`;
		case 'crashed':
			return undefined;
		case 'nobody':
			return 'No wallet is connected on this network. Connect one, then try again.';
		case 'refused-here':
			return `No key is made or used here: ${error.detail}.`;
		case 'not-loaded':
			return `The keeper could not be loaded (${error.detail}). Check your connection, then try again.`;
		case 'failed':
			return error.step === 'revoke'
				? `The key could not be revoked (${error.detail}). Nothing was lost; try again, or revoke it with your wallet.`
				: `The key is revoked, but its XLM was not taken back (${error.detail}). Nothing was lost; try again.`;
	}
}
