import subprocess
import sys
import threading

from transforms import progress


def test_counts_add_up_and_reset() -> None:
    progress.reset()
    progress.count("poll")
    progress.count("poll", 4)
    progress.count("extract", 2)
    assert progress.snapshot() == {"extract": 2, "poll": 5}
    progress.reset()
    assert progress.snapshot() == {}


def test_threads_lose_no_count() -> None:
    progress.reset()
    threads = [threading.Thread(target=lambda: [progress.count("fetch") for _ in range(2000)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert progress.snapshot() == {"fetch": 8000}


def test_does_not_import_beam() -> None:
    code = "import sys; from transforms.progress import count; count('x'); assert 'apache_beam' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_pipeline_counts_once() -> None:
    import apache_beam as beam
    from apache_beam.runners.portability.fn_api_runner import FnApiRunner

    progress.reset()

    def work(item: int) -> int:
        progress.count("work")
        return item

    pipeline = beam.Pipeline(runner=FnApiRunner())
    _ = pipeline | beam.Create([1, 2, 3]) | beam.Map(work)
    result = pipeline.run()
    result.wait_until_finish()
    found = result.metrics().query(beam.metrics.MetricsFilter().with_namespace(progress.NAMESPACE))["counters"]
    assert [counter.committed for counter in found] == [3]
    assert progress.snapshot() == {"work": 3}
