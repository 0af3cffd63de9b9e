import TestSupport
import Testing

/// Mistakes of an operator, which must cause no damage.
@Suite(.onAMachineOfItsOwn)
struct OperatorTests {
  private let machine: Machine

  init() throws {
    machine = try Machine()
    try machine.run("batches | drop dropper batches.csv; night 23; orders | drop other orders.csv")
  }

  @Test func `a long settling time still takes another user's file`() throws {
    let tried = try machine.run(
      #"""
      touch -d '1 hour ago' $root/inbox/orders.csv
      night 24 --settle 31 >/dev/null 2>&1
      code=$?
      [ $code = 64 ] || allocated | tail -n 1
      echo $code
      """#
    )
    #expect(["O-1,LAMP,4,B1\n0\n", "64\n"].contains(tried.output))
  }

  @Test(arguments: ["run", "import", "report", "view rebuild"])
  func `a run started as root is refused, and the next night works`(command: String) throws {
    let tried = try machine.run(
      #"""
      allot $1 --root $root >/run/said 2>&1
      echo $?
      find $root ! -user allot ! -name orders.csv
      night 24 && allocated
      """#,
      [command]
    )
    #expect(
      tried == .init(code: 0, output: "64\norderid,sku,qty,batchref\nO-1,LAMP,4,B1\n")
    )
  }

  @Test func `another user's root is refused`() throws {
    let tried = try machine.run(
      #"""
      for user in dropper reader stranger; do
        as $user allot run --root $root >/dev/null 2>&1
        echo $?
      done
      find $root ! -user allot ! -name orders.csv
      """#
    )
    let codes = tried.output.split(separator: "\n")
    #expect(codes.count == 3 && codes.allSatisfy { ["64", "74"].contains($0) }, "\(tried)")
  }

  @Test func `a second root with the same reports folder replaces no report`() throws {
    let tried = try machine.run(
      #"""
      night 24
      before=$(cat $root/reports/20261124T020000Z/allocations.csv)
      install -d -o allot -g allot-read /srv/second
      as allot allot run --quiet --root /srv/second --reports $root/reports --settle 0 \
        --now 2026-11-24T02:00:00Z >/dev/null 2>&1
      code=$?
      [ "$before" = "$(cat $root/reports/20261124T020000Z/allocations.csv)" ] || echo replaced
      if [ $code -le 1 ]; then cat $root/reports/latest/allocations.csv; else echo "exit $code"; fi
      """#
    )
    #expect(
      ["orderid,sku,qty,batchref\n", "exit 64\n"].contains(tried.output),
      "the report of the first root is no report of the second's: \(tried)"
    )
  }

  @Test func `a second root takes no files from the inbox of the first`() throws {
    let tried = try machine.run(
      #"""
      install -d -o allot -g allot-read /srv/second
      as allot allot run --quiet --root /srv/second --inbox $root/inbox --settle 0 >/dev/null 2>&1
      echo $?
      night 24 && allocated
      """#
    )
    #expect(tried.code == 0)
    #expect(tried.output == "64\norderid,sku,qty,batchref\nO-1,LAMP,4,B1\n", "\(tried)")
  }

  @Test func `a database of another program is refused and not changed`() throws {
    let tried = try machine.run(
      #"""
      cd $root
      rm allot.sqlite*
      as allot sqlite3 allot.sqlite 'PRAGMA journal_mode=WAL; CREATE TABLE theirs (a); INSERT INTO theirs VALUES (7)' >/dev/null
      night 24 >/dev/null 2>&1
      echo $?
      as allot sqlite3 allot.sqlite '.tables' 'SELECT a FROM theirs'
      ls inbox
      """#
    )
    #expect(tried.output == "74\ntheirs\n7\nacme\norders.csv\nresults\n")
  }

  @Test func `a restored backup is reported`() throws {
    let tried = try machine.run(
      #"""
      cd $root
      as allot allot backup --root . /srv/allot/backup.sqlite >/dev/null
      night 24
      as allot sh -c 'rm -f allot.sqlite-*; mv backup.sqlite allot.sqlite'
      night 25 >/run/said 2>&1
      echo $?
      """#
    )
    #expect(tried.output == "1\n")
  }

  @Test func `doctor reports a wrong day and a wrong latest`() throws {
    let tried = try machine.run(
      #"""
      night 24
      cd $root
      as allot sh -c 'mv archive/2026-11-24 archive/x; echo >archive/2026-11-24; rm reports/latest
        mkdir reports/latest'
      as allot allot doctor --root .
      echo $?
      """#
    )
    #expect(tried.output.contains("2026-11-24"))
    #expect(tried.output.contains("latest"))
    #expect(!tried.output.hasSuffix("\n0\n"), "\(tried)")
  }
}
