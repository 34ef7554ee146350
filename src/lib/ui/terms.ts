/** Words of GLOSSARY.md as a visitor meets them. One sentence each, two at most. */
export const TERMS = {
	keeper: {
		word: 'keeper',
		text: 'Software and the operator behind it, which keep lending pools solvent by opening and filling auctions. Yours runs in a tab.'
	},
	operator: {
		word: 'operator',
		text: 'The account behind a keeper. It signs once to register and earns a tenth of the profit of the fills its key makes.'
	},
	session: {
		word: 'session key',
		text: 'A key that is made in your browser and cannot leave it, with an account and a few XLM of its own. It sends the fills and pays their fees. It never receives money of the vault.'
	},
	delegation: {
		word: 'delegation',
		text: 'What the chain knows of a session key: which operator it serves, its limits, and when it ends, at most 30 days ahead. The operator or the key itself can end it at once.'
	},
	stake: {
		word: 'stake',
		text: 'USDC that an operator leaves in the registry. It may be 0: a fill needs none. It comes back after a delay.'
	},
	pool: { word: 'pool', text: 'One lending market, with its own reserves and its own oracle.' },
	reserve: { word: 'reserve', text: 'One asset in a pool, with its rates and limits.' },
	position: {
		word: 'position',
		text: 'What one borrower supplied to a pool and owes to it.'
	},
	healthFactor: {
		word: 'health factor',
		text: 'Value of the collateral ÷ value of the debt, both after the pool’s safety factors. Below 1.0 anybody may open an auction. Without a price for each asset it is unknown.'
	},
	auction: {
		word: 'auction',
		text: 'A pool’s way to sell a part of a position. For 200 ledgers the lot rises from nothing to all of it, then for 200 the bid falls to nothing.'
	},
	lot: { word: 'lot', text: 'The collateral that whoever fills an auction receives.' },
	bid: { word: 'bid', text: 'The debt that whoever fills an auction repays.' },
	age: {
		word: 'age',
		text: 'Ledgers since an auction began. Each one makes it better for whoever fills it, until somebody else does.'
	},
	fill: {
		word: 'fill',
		text: 'One call of the vault that buys what the debt asks for, takes the auction, repays, sells the collateral, measures the gain and splits it. All of it happens, or nothing does.'
	},
	profit: {
		word: 'profit',
		text: 'USDC that the vault has more after a fill than before it. 90 % belongs to the depositors, 10 % to the operator.'
	},
	floor: {
		word: 'profit floor',
		text: 'The least profit with which a fill stands. Below it the whole call undoes itself.'
	},
	vault: {
		word: 'vault',
		text: 'The contract that holds the depositors’ USDC and pays for fills. Nobody else ever holds it.'
	},
	share: {
		word: 'share',
		text: 'A part of the vault. What it is worth is the share price; a deposit buys shares, a withdrawal burns them.'
	},
	sharePrice: {
		word: 'share price',
		text: 'USDC that one share stands for. It rises while profit vests, and no fill, deposit or withdrawal lowers it.'
	},
	vesting: {
		word: 'vesting',
		text: 'A profit reaches the share price evenly over a fixed time, so that nobody gains by coming just before it.'
	},
	lock: {
		word: 'lock',
		text: 'Shares of a new deposit cannot be withdrawn for a while. Another deposit restarts the time for everything still locked.'
	},
	route: {
		word: 'route',
		text: 'An allowed way to trade one asset for another over an exchange. A keeper names a route, never an amount.'
	},
	oracle: {
		word: 'oracle price',
		text: 'What a pool believes an asset is worth. The vault uses it as a floor only, and only while it is fresh.'
	},
	ledger: {
		word: 'ledger',
		text: 'One step of the chain, about every five seconds on public networks. Everything here is counted in ledgers.'
	},
	dryRun: {
		word: 'dry run',
		text: 'A keeper that looks, decides and simulates, and sends nothing. Every keeper starts so.'
	},
	runway: {
		word: 'runway',
		text: 'How many more fills the XLM of a session key will pay for, judged by what its fills have cost so far.'
	},
	trustline: {
		word: 'trustline',
		text: 'An account’s consent to hold an asset. It sets 0.5 XLM aside, which come back when it is removed.'
	},
	xlmReserve: {
		word: 'XLM reserve',
		text: 'XLM that the network keeps aside for as long as an account exists: 1 XLM, and 0.5 for each trustline or further signer.'
	},
	endpoint: {
		word: 'RPC endpoint',
		text: 'A server through which this page reads the chain and hands transactions to it. It can be late, deaf or lying; it cannot sign.'
	},
	sandbox: {
		word: 'demo network',
		text: 'A whole Stellar network that runs in your tab, with the real contracts. Its money is nobody’s.'
	}
} as const satisfies Record<string, { word: string; text: string }>;
export type TermId = keyof typeof TERMS;
