/** What people meet, in their words, with what to do next. */
export const TROUBLES = [
	{
		group: 'Reading the chain',
		items: [
			{
				sign: 'A figure is a dash.',
				text: 'Nobody knows it at the moment, and the line under it says why. It is never a hidden zero.'
			},
			{
				sign: 'A figure is underlined with dashes.',
				text: 'It is of an older ledger. The nodes do not answer; the page asks them again by itself. If it lasts, add an RPC endpoint of your own in Settings.'
			},
			{
				sign: 'RPC shows fewer nodes than there are.',
				text: 'One is dead, limits us (429), lags or serves another network. The next one has taken over. Settings says which and why.'
			},
			{
				sign: '“Serves another network”.',
				text: 'The endpoint answers for a network with another passphrase, so it is not used. Remove it in Settings, or choose the network that it serves.'
			},
			{
				sign: '“This copy of the site does not know its networks”.',
				text: 'The file networks.json beside the page is missing or damaged. Open another mirror, or load the page again later.'
			},
			{
				sign: '“Not deployed here”.',
				text: 'Nectar’s contracts do not stand on the chosen network. Choose another one in Settings.'
			}
		]
	},
	{
		group: 'Wallet',
		items: [
			{
				sign: 'Freighter is not found.',
				text: 'Install it and load the page again. It does not work in frames, nor in most phone browsers.'
			},
			{
				sign: 'The wallet is on another network.',
				text: 'Choose the network in Freighter that this page names, then try again. No page can switch it for you.'
			},
			{
				sign: 'You closed the window, or it never opened.',
				text: 'Nothing was sent. Press the button again; if no window opens, allow pop-ups for this site or click the extension’s icon.'
			},
			{
				sign: 'The wallet’s answer was empty.',
				text: 'The extension was updated under the open page. Load the page again. Nothing was sent.'
			},
			{
				sign: '“The transaction is not what was asked for”.',
				text: 'What the endpoint prepared differs from what you typed, so it was not signed. Use another endpoint, and tell us which one it was.'
			},
			{
				sign: '“Resource fee over the cap”.',
				text: 'Each action has a bound of its own, and this endpoint asks for more. Use another one. If all ask as much, the rent of a contract is due: it falls on the first call after its time runs low, and is more than anybody should pay with a deposit. Anyone may pay it with the vault’s or the registry’s “bump”.'
			},
			{
				sign: 'Sent, not confirmed.',
				text: 'The page follows the transaction by its hash until its time is over. After that it can no longer happen, and you may try again. Closing the tab loses nothing.'
			}
		]
	},
	{
		group: 'Keeper',
		items: [
			{
				sign: 'Keys are refused on this address.',
				text: 'The address is a path of a shared gateway, a frame, or not secure: other sites could read the key. Open the site by a host name of its own over HTTPS.'
			},
			{
				sign: '“Another tab leads”.',
				text: 'One tab works for each network and operator; others show what it does. Close the leading tab and this one can take over.'
			},
			{
				sign: 'It lost every race.',
				text: 'That is normal where keepers compete. Each lost race that reached the chain costs a network fee and nothing else; the log names who was first and by how much.'
			},
			{
				sign: 'The tab slept.',
				text: 'Browsers slow down hidden tabs and computers sleep. The keeper measures the gap and reads everything again before it acts. Keep the tab visible and the computer awake.'
			},
			{
				sign: 'The session key is gone.',
				text: 'The browser’s storage was wiped. Connect the operator’s wallet on the keeper page: it lists what is live on chain, and you can revoke it and merge its account back.'
			},
			{
				sign: 'The session key ran out of XLM, expired or was revoked.',
				text: 'Top it up, renew it or make a new one on the keeper page. Nothing of the vault depends on it.'
			}
		]
	}
] as const;
