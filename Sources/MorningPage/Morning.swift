package import ServiceLayer

/// Everything that the morning page shows, as values.
package struct Morning: Equatable, Sendable {
  /// The name of the run that publishes the page.
  package var run: String
  /// When that run began, in seconds since 1970.
  package var started: Int
  /// The time zone of the readers.
  package var localTime = LocalTime.utc
  /// The version of the program.
  package var version: String
  /// How many runs the page covers.
  package var runs = 1
  /// What needs a person, the most urgent first.
  package var todos: [Todo] = []
  /// The numbers of all covered runs: events are added up, states are those of the last run.
  package var numbers = NightNumbers()
  /// How many lines waited before this night; nil in the first night.
  package var waitedBefore: Int?
  /// Oldest first; runs that one page covers are one night, and this one is the last.
  package var trend: [Night] = []
  /// The oldest waiting lines, oldest first.
  package var waiting: [WaitingLine] = []
  /// Rows of orders that name something unknown, oldest first.
  package var deferred: [LineNotAccepted] = []
  package var deferredLines = 0
  package var short: [ProductInShortage] = []
  package var late = LateBatches()
  /// What was ordered in the last nights, and the free stock; `demandNights` is how many nights.
  package var demand = Demand()
  package var demandNights = 1
  /// Those with faults first.
  package var files: [FileLine] = []
  /// In the order of the configuration.
  package var expected: [ExpectedFile] = []
  package var causes: [NightChanges.Cause] = []
  package var removals: [Removal] = []

  /// How many of the products that run out first are listed.
  package static let mostInDemand = 10

  package init(run: String, started: Int, version: String) {
    self.run = run
    self.started = started
    self.version = version
  }
}

/// One thing that a person must do.
package struct Todo: Equatable, Sendable {
  package let what: String
  package let remedy: String
  package let example: String

  package init(_ what: String, remedy: String = "", example: String = "") {
    self.what = what
    self.remedy = remedy
    self.example = example
  }
}

/// An order line that waits.
package struct WaitingLine: Equatable, Sendable {
  /// The order in which lines were accepted.
  package let age: Int
  package let orderID: String
  package let sku: String
  package let quantity: Int
  /// The runs in which it was accepted, and last began to wait.
  package let ordered: String
  package let since: String
  /// The free stock of its sku: the sum, and the largest batch.
  package let free: Int
  package let largest: Int
  package let why: WaitReason

  package init(
    age: Int,
    orderID: String,
    sku: String,
    quantity: Int,
    ordered: String,
    since: String,
    free: Int,
    largest: Int,
    why: WaitReason
  ) {
    self.age = age
    self.orderID = orderID
    self.sku = sku
    self.quantity = quantity
    self.ordered = ordered
    self.since = since
    self.free = free
    self.largest = largest
    self.why = why
  }
}

/// An order line that is not accepted yet: it is tried again each night.
package struct LineNotAccepted: Equatable, Sendable {
  package let orderID: String
  package let sku: String
  package let quantity: Int
  package let file: String
  package let line: Int
  package let nights: Int
  package let reason: String

  package init(
    orderID: String,
    sku: String,
    quantity: Int,
    file: String,
    line: Int,
    nights: Int,
    reason: String
  ) {
    self.orderID = orderID
    self.sku = sku
    self.quantity = quantity
    self.file = file
    self.line = line
    self.nights = nights
    self.reason = reason
  }
}
