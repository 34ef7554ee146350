import type { Network } from '#lib/networks.ts';
import type { AssetNames } from '#lib/ui/curve-words.ts';
import { shortText } from '#lib/ui/number-text.ts';
import type { WorldState } from '#worker/sandbox-protocol.ts';

/** How people of the demo network are called; everybody else by a short address. `own`: addresses of this tab's keeper. */
export function demoNames(
	{ house, people }: Pick<WorldState, 'house' | 'people'>,
	own: readonly string[] = []
): (address: string) => string {
	const names = new Map<string, string>(people.map(({ address, name }) => [address, name]));
	for (const { operator, session, name } of house) {
		names.set(operator, name);
		names.set(session, name);
	}
	for (const address of own) names.set(address, 'this tab');
	return (address) => names.get(address) ?? shortText(address);
}

/** Codes and decimals of a network's tokens. */
export function assetNames({ usdc, native, tokens }: Network): AssetNames {
	const known = new Map([usdc, native, ...tokens].map((token) => [token.contract, token]));
	return {
		nameOf: (asset) => known.get(asset)?.code ?? shortText(asset),
		decimalsOf: (asset) => known.get(asset)?.decimals ?? 7
	};
}
