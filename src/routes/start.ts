/** Texts of the start page. No figures but the rules that the contracts enforce. */
export const STEPS = [
	{ name: 'Deposit', text: 'LPs put USDC in the vault and get shares.' },
	{ name: 'Monitor', text: 'Every keeper checks every borrower, every ledger.' },
	{ name: 'Race', text: 'A borrower’s health factor falls below 1.0. An auction opens.' },
	{ name: 'Settle', text: 'One call repays the debt and sells the collateral for USDC.' },
	{ name: 'Split', text: '90 % vests to the shares, 10 % goes to the winner.' }
];

export const CALL = [
	'Buys what the debt asks for, with the vault’s USDC.',
	'Takes the auction, repays the debt, withdraws the collateral.',
	'Sells the collateral over routes that were allowed beforehand.',
	'Measures the USDC it gained and refuses a profit that is too small.',
	'Splits it: 90 % to the depositors, 10 % to the operator.'
];

export const CAN = [
	'Name an auction and the routes to trade over.',
	'Spend the few XLM of fees that its operator gave it.',
	'Be revoked by its operator at any time, and end by itself within 30 days.'
];

export const CANNOT = [
	'Receive, hold or direct any of the vault’s money.',
	'Choose an amount, a price, a pool or a venue that the vault does not allow.',
	'Lower the share price: a fill that earns too little fails as a whole.'
];

export const WAYS = [
	{
		path: '/lab/',
		name: '60-second demo',
		text: 'Crash a price, watch keepers race. No wallet, no money.'
	},
	{
		path: '/vault/',
		name: 'Deposit',
		text: 'A wallet and USDC. A deposit is locked for a while, then free at any time.'
	},
	{
		path: '/keeper/',
		name: 'Run a keeper',
		text: 'One signature and about 10 XLM for fees. Starts as a dry run.'
	}
] as const;
