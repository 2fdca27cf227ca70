/** Says hello; with an argument it then sleeps until it is ended. */
final class Hello {
  public static void main(String[] args) throws InterruptedException {
    System.out.println("hello");
    if (args.length > 0) {
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
