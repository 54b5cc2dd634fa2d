export const rules = {
  rules: {
    other: 'A rule of this program.',
    'CDEK-01': 'The chat greets the customer with its hours: 9:00 to 19:00, Moscow time.',
    'CDEK-02': 'Who works here: the director, two support managers, the senior KLO manager, eleven KLO managers.',
    'CDEK-03': 'A request is about an order, settlements, the personal account, or something else.',
    'CDEK-04': 'The chat first asks for the contract number or the INN.',
    'CDEK-05': 'The customer gives a contract number or an INN. The request continues even without one.',
    'CDEK-06': 'The customer chooses a category. Without a choice the request becomes “other”.',
    'CDEK-07': 'The customer is promised an answer within ten minutes.',
    'CDEK-08': 'The category decides who gets the request: KLO, support or the director.',
    'CDEK-09': 'Everyone with the role is notified of a new request, and any of them can accept it.',
    'CDEK-10': 'The first person to accept the request handles it. The others see who accepted it.',
    'CDEK-11': 'A request is closed only with a disposition.',
    'CDEK-12': 'There are nine dispositions; the last one is written in your own words.',
    'CDEK-13':
      'Not accepted within ten minutes, a KLO request is overdue and also goes to the senior KLO manager and to support.',
    'CDEK-14': 'Not accepted within thirty minutes in working hours: the customer is referred to their own manager.',
    'CDEK-15':
      'Not accepted within thirty minutes out of hours: the customer is told that everyone has gone home. At opening time everyone is notified again.',
    'CDEK-16': 'Both deadlines run from the choice of the category. Only a transfer restarts them.',
    'CDEK-17': 'After closing the customer can rate the work once, from 1 to 5, within 24 hours.',
    'CDEK-18': 'When a request is transferred to another category, its deadlines start over. Its age and history stay.',
    'CDEK-19':
      'While the director is away, questions about settlements get an automatic reply that names a substitute.',
    'CDEK-20':
      'While a request is waiting, only its header is visible. After that its assignee, the senior KLO manager and the director see the conversation.',
    'CDEK-21': 'Documents and images can be attached; type and size are checked.',
    'CDEK-24': 'A message after closing opens a new request, linked to the old one.',
    'FK-01': 'A booking is paid during the call: by card through a link, or in cash at home, as the customer wishes.',
    'FK-02':
      'Cash is collected at home at an agreed time, and “Accept” calls before it. While a collection is ahead, the customer is not chased.',
    'FK-03':
      'Without payment a package is booked only if the first visit is within 48 hours. Otherwise: a follow-up call or a single visit.',
    'FK-04': 'A customer who does not book gets a follow-up ticket, assigned to someone in customer success.',
    'FK-05': 'Customer success works by the same rules as customer care.',
    'FK-06': 'An unpaid package opens a “Not paid” ticket: call the customer about the payment.',
    'FK-07': 'The customer answers: request the payment, online or in cash, and mention the call from “Accept”.',
    'FK-08': 'The customer does not answer: SMS 1 goes out, and the ticket waits until the day before the first visit.',
    'FK-09': 'On the day before the first visit the customer is called once more about the payment.',
    'FK-10': 'Reached on the day before, the customer can pay as after the first call.',
    'FK-11':
      'Still unpaid on the day before the first visit: the package and its visits are cancelled, SMS 2 goes out, and a last call is due the next day.',
    'FK-12': 'The last call: no answer closes the ticket; a customer who wants to pay is booked again.',
    'FK-13': 'Payment is by card or with a Fawry code, before the first visit.',
    'FK-14': 'A package is valid for a month from its first visit, and for two more weeks after that.',
    'FK-15': 'The month is over and visits are left: call the customer to plan them within two weeks.',
    'FK-16': 'No answer to the first call: SMS 3. No answer to the second: SMS 4, and the ticket is closed.',
    'FK-17':
      'After the month the customer is called on day 1 and on day 6. At the end of day 14 the remaining visits are forfeited.',
    'FK-18':
      'Until 24 hours before a visit, moving or cancelling it is free. After that it cannot be moved, and a cancelled visit counts as used.',
    'FK-19': 'A visit cancelled on the day itself counts in full and cannot be moved.',
    'FK-20':
      'After a cancellation on the day itself the customer is called. If they cannot be reached that day, they get SMS 5.',
    'FK-21':
      'When a paid package is cancelled, the fee is 30% of the value of the remaining visits; the rest is refunded. After the package has ended, visits that did not take place are refunded in full.',
    'FK-22': 'Every ticket is closed with a result.',
    'FK-23': 'Overdue tickets go to the team lead, and a growing backlog raises an alarm.',
    'FK-24': 'Tickets are also kept in Freshdesk.',
    'FK-25': 'SMS 1 asks for the payment; SMS 2 says that the package is being cancelled.',
    'FK-26': 'SMS 3 and 4 are about the visits left; SMS 5 is about a visit that was counted today.',
    'FK-27':
      'At booking the customer hears what the package gives and what they provide: equipment, detergents and towels.',
  },
};
