// The work of the benchmark with QXmpp; see benches/task.rs for what this is told and what it tells.

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSslCertificate>
#include <QStringList>
#include <QTimer>

#include <QXmppClient.h>
#include <QXmppConfiguration.h>
#include <QXmppRegisterIq.h>
#include <QXmppRegistrationManager.h>

#include <cstdio>
#include <functional>

static const QString DOMAIN = QStringLiteral("bench.test");
static const QString PASSWORD = QStringLiteral("a password of the benchmark");
static const QString NEW_PASSWORD = QStringLiteral("another password of the benchmark");

struct Times {
    double form = 0;
    double registered = 0;
};

// What came of a piece of work; `failure` is empty if it went well.
using Done = std::function<void(const Times &times, const QString &failure)>;

class Work {
public:
    explicit Work(const QStringList &arguments)
        : m_verb(arguments.value(1)), m_name(arguments.value(5)), m_count(arguments.value(6).toInt()),
          m_atOnce(arguments.value(7).toInt())
    {
        m_settings.setDomain(DOMAIN);
        m_settings.setHost(QStringLiteral("127.0.0.1"));
        m_settings.setPort(arguments.value(2).toInt());
        m_settings.setAutoReconnectionEnabled(false);
        m_settings.setIgnoreSslErrors(false);
        m_settings.setCaCertificates(QSslCertificate::fromPath(arguments.value(4)));
        m_settings.setStreamSecurityMode(arguments.value(3) == QStringLiteral("direct")
                                             ? QXmppConfiguration::LegacySSL
                                             : QXmppConfiguration::TLSRequired);
    }

    void start()
    {
        if (m_verb == QStringLiteral("cycle")) {
            cycle();
        } else if (m_count == 0) {
            QCoreApplication::quit();
        } else {
            for (int i = 0; i < m_atOnce; i++) {
                next();
            }
        }
    }

    int tell() const
    {
        printf("{\"form_ms\": [%s], \"registered_ms\": [%s], \"failed\": [%s], \"peak_kib\": %s}\n",
               qPrintable(m_form.join(QStringLiteral(", "))), qPrintable(m_registered.join(QStringLiteral(", "))),
               qPrintable(m_failed.join(QStringLiteral(", "))), peak().constData());
        return m_failed.isEmpty() ? 0 : 1;
    }

private:
    void next()
    {
        if (m_begun == m_count) {
            if (m_ended == m_count) {
                QCoreApplication::quit();
            }
            return;
        }
        registerAccount(m_name + QString::number(m_begun++), [this](const Times &times, const QString &failure) {
            note(times, failure);
            m_ended++;
            QTimer::singleShot(0, [this] { next(); });
        });
    }

    void note(const Times &times, const QString &failure)
    {
        if (failure.isEmpty()) {
            m_form << QString::number(times.form, 'f', 3);
            m_registered << QString::number(times.registered, 'f', 3);
        } else {
            m_failed << QStringLiteral("\"%1\"").arg(failure);
        }
    }

    void registerAccount(const QString &name, const Done &done)
    {
        struct State {
            QElapsedTimer clock;
            Times times;
            QString failure = QStringLiteral("the connection was closed");
            double elapsed() const { return double(clock.nsecsElapsed()) / 1e6; }
        };
        auto state = std::make_shared<State>();
        state->clock.start();
        auto *client = new QXmppClient;
        auto *manager = new QXmppRegistrationManager;
        client->addExtension(manager);
        manager->setRegisterOnConnectEnabled(true);
        QObject::connect(manager, &QXmppRegistrationManager::registrationFormReceived, client,
                         [=](const QXmppRegisterIq &) {
                             state->times.form = state->elapsed();
                             QXmppRegisterIq answer;
                             answer.setUsername(name);
                             answer.setPassword(PASSWORD);
                             manager->setRegistrationFormToSend(answer);
                             manager->sendCachedRegistrationForm();
                         });
        QObject::connect(manager, &QXmppRegistrationManager::registrationSucceeded, client, [=] {
            state->times.registered = state->elapsed();
            state->failure.clear();
            client->disconnectFromServer();
        });
        QObject::connect(manager, &QXmppRegistrationManager::registrationFailed, client,
                         [=](const QXmppStanza::Error &error) {
                             state->failure = error.text();
                             client->disconnectFromServer();
                         });
        QObject::connect(client, &QXmppClient::disconnected, client, [=] {
            client->deleteLater();
            done(state->times, state->failure);
        });
        client->connectToServer(m_settings);
    }

    void cycle()
    {
        registerAccount(m_name, [this](const Times &times, const QString &failure) {
            if (!failure.isEmpty()) {
                note(times, failure);
                QCoreApplication::quit();
                return;
            }
            owner(times);
        });
    }

    void owner(const Times &times)
    {
        auto *client = new QXmppClient;
        auto *manager = new QXmppRegistrationManager;
        client->addExtension(manager);
        auto failure = std::make_shared<QString>(QStringLiteral("the connection was closed"));
        auto failed = [=](const QXmppStanza::Error &error) {
            *failure = error.text();
            client->disconnectFromServer();
        };
        QObject::connect(client, &QXmppClient::connected, client, [=] { manager->changePassword(NEW_PASSWORD); });
        QObject::connect(manager, &QXmppRegistrationManager::passwordChanged, client,
                         [=] { manager->requestRegistrationForm(); });
        QObject::connect(manager, &QXmppRegistrationManager::registrationFormReceived, client,
                         [=](const QXmppRegisterIq &record) {
                             if (record.isRegistered()) {
                                 manager->deleteAccount();
                             } else {
                                 client->disconnectFromServer();
                             }
                         });
        QObject::connect(manager, &QXmppRegistrationManager::accountDeleted, client, [=] { failure->clear(); });
        QObject::connect(manager, &QXmppRegistrationManager::accountDeletionFailed, client, failed);
        QObject::connect(manager, &QXmppRegistrationManager::passwordChangeFailed, client, failed);
        QObject::connect(client, &QXmppClient::disconnected, client, [=] {
            note(times, *failure);
            QCoreApplication::quit();
        });
        auto settings = m_settings;
        settings.setUser(m_name);
        settings.setPassword(PASSWORD);
        client->connectToServer(settings);
    }

    // The most memory that this process ever had, in KiB.
    static QByteArray peak()
    {
        QFile status(QStringLiteral("/proc/self/status"));
        if (status.open(QIODevice::ReadOnly)) {
            for (const auto &line : status.readAll().split('\n')) {
                if (line.startsWith("VmHWM:")) {
                    return line.mid(6).simplified().split(' ').first();
                }
            }
        }
        return "0";
    }

    QXmppConfiguration m_settings;
    QString m_verb;
    QString m_name;
    int m_count;
    int m_atOnce;
    int m_begun = 0;
    int m_ended = 0;
    QStringList m_form;
    QStringList m_registered;
    QStringList m_failed;
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Work work(app.arguments());
    QTimer::singleShot(0, [&] { work.start(); });
    QCoreApplication::exec();
    return work.tell();
}
