"""An example for Airflow: the nightly run on this machine, or on a cluster. Keep the task you need."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.providers.standard.operators.bash import BashOperator

HOME = "/opt/weibo-sentiment"
RUN = ["score", "--config", "/etc/weibo-sentiment/nightly.conf"]

with DAG(
    "weibo_sentiment",
    schedule="30 2 * * *",
    start_date=datetime(2025, 1, 1),
    catchup=False,  # every run reads the whole crawl, so a missed night need not be made up for
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=10)},
) as dag:
    # Every exit code but 0 fails the task. Retrying 2 and 3 is useless, but takes only a minute and does no harm.
    BashOperator(
        task_id="on_one_machine",
        bash_command=f"{HOME}/submit/local.sh {' '.join(RUN)}",
    )

    # In cluster mode the task fails if the command does. To get its exit code, use client mode: submit/cluster.sh in a
    # BashOperator, as above.
    SparkSubmitOperator(
        task_id="on_a_cluster",
        conn_id="spark_default",
        deploy_mode="cluster",
        name="weibo-sentiment",
        application=f"{HOME}/target/weibo-sentiment-0.1.0-spark-4.1_2.13-job.jar",
        java_class="io.weibosentiment.cli.Main",
        jars=f"{HOME}/target/native/tensorflow-core-native-1.0.0-rc.1-linux-x86_64.jar",
        driver_memory="4g",
        executor_memory="4g",
        conf={"spark.driver.memoryOverhead": "2g", "spark.executor.memoryOverhead": "4g"},
        files="/etc/weibo-sentiment/nightly.conf",
        application_args=["score", "--config", "nightly.conf"],
    )
