/** https://docs.paymob.com/docs/transaction-callbacks; `refunded_amount_cents` is the total of all refunds so far. */
export type PaymobTransaction = {
  id: number;
  pending: boolean;
  amount_cents: number;
  success: boolean;
  is_auth: boolean;
  is_capture: boolean;
  is_standalone_payment: boolean;
  is_voided: boolean;
  is_refunded: boolean;
  is_3d_secure: boolean;
  integration_id: number;
  has_parent_transaction: boolean;
  error_occured: boolean;
  owner: number;
  currency: string;
  created_at: string;
  order: { id: number; merchant_order_id?: string | null };
  source_data: { pan: string | null; sub_type: string; type: string };
  refunded_amount_cents?: number;
};

/**
 * Fields of a QuickLink as a form. The customer's name, number and address are left out: see payment-link-adapter.ts.
 */
export type QuickLinkFields = {
  amount_cents: string;
  reference_id: string;
  payment_methods: string[];
  is_live: string;
  description: string;
  expires_at: string;
  notification_url: string;
  redirection_url: string;
};

/** The answer to creating a QuickLink. `order` is the id that its transactions will have. */
export type QuickLink = {
  id: number;
  order: number;
  reference_id: string | null;
  client_url: string;
  shorten_url: string | null;
  state: string;
};

/** The address that a courier visits. Every field is required; `NA` fills an unknown one. */
export type CashAddress = Record<
  | 'first_name'
  | 'last_name'
  | 'email'
  | 'phone_number'
  | 'street'
  | 'building'
  | 'floor'
  | 'apartment'
  | 'city'
  | 'country',
  string
> & { state: string; postal_code: string; shipping_method: string; extra_description?: string };

/** An order whose price is collected at the door. https://docs.paymob.com/docs/accept-standard-redirect */
export type CashOrder = {
  delivery_needed: 'true';
  amount_cents: string;
  currency: string;
  merchant_order_id: string;
  items: readonly object[];
  shipping_data: CashAddress;
};

/**
 * The answer of `pay` for cash: flags as text. Pending: a courier will come.
 * https://docs.paymob.com/docs/cash-collection
 */
export type CashTransaction = { id: number; pending: boolean | string; success: boolean | string };
