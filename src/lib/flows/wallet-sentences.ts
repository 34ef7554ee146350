import { shortAddress } from '#lib/keeper/explain.ts';
import type { Wallet, WalletError } from '#lib/wallet/wallet.ts';
import { told, type Told } from './told.ts';

/** Pop-ups that were closed are no failure: the tone is that of a choice. */
export function walletTold(error: WalletError, wallet: Wallet['kind']): Told {
	const name = wallet === 'demo' ? 'the demo wallet' : 'Freighter';
	switch (error.kind) {
		case 'absent':
			return told(
				'Freighter does not answer in this browser.',
				'Install it from freighter.app, or switch it on for this site, then reload this page.'
			);
		case 'locked':
			return told(`${cap(name)} is locked.`, 'Unlock it, then try again.');
		case 'declined':
			return told(`You closed ${name}. Nothing was sent.`, 'Approve again when ready.');
		case 'wrong-network':
			return told(
				`${cap(name)} is on another network: “${error.found}” instead of “${error.expected}”.`,
				'Switch the network in the wallet, then try again. Nothing was sent.'
			);
		case 'other-account':
			return told(
				`${cap(name)} uses ${error.found === '' ? 'another account' : shortAddress(error.found)}, this was made for ${shortAddress(error.expected)}.`,
				'Switch the account in the wallet, or connect again with the other one. Nothing was sent.'
			);
		case 'empty-answer':
			return told(
				`${cap(name)} answered with nothing. It was probably updated while this page was open.`,
				'Reload this page, then try again. Nothing was sent.'
			);
		case 'timed-out':
			return told(
				`${cap(name)} does not answer.`,
				'Open it once, or reload this page, then try again.'
			);
		case 'cancelled':
			return told(
				`You stopped waiting for ${name}. Nothing was sent.`,
				'Close its window if it is still open; what is signed there now is dropped.'
			);
		case 'failed':
			return told(`${cap(name)} refused: ${error.detail}.`, 'Nothing was sent. Try again.');
	}
}

const cap = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
